// Reads exports back with programs for Node, and says what they found as JSON.
// Usage: node read_back.mjs cytoscape|dot FILE
import { readFile } from "node:fs/promises";

async function cytoscapeCounts(text) {
  const { default: cytoscape } = await import("cytoscape");
  const { elements } = JSON.parse(text);
  const graph = cytoscape({ headless: true, elements });
  const first = graph.nodes()[0];
  return {
    nodes: graph.nodes().length,
    edges: graph.edges().length,
    labels: graph.nodes("[label]").length,
    kinds: graph.edges("[kind]").length,
    neighbours: first.closedNeighborhood().nodes().length,
  };
}

async function drawnCounts(text) {
  const { Graphviz } = await import("@hpcc-js/wasm-graphviz");
  const graphviz = await Graphviz.load();
  const [, engine = "dot"] = /layout=(\w+)/.exec(text) ?? [];
  // This build of graphviz lacks the library by which others part nodes quickly.
  const quick = text.replace("overlap=prism", "overlap=true");
  const drawn = JSON.parse(graphviz.layout(quick, "dot_json", engine));
  const svg = graphviz.layout(quick, "svg", engine);
  return {
    nodes: drawn.objects.length,
    edges: drawn.edges.length,
    shown: svg.split('class="node').length - 1,
    labels: drawn.objects.map((node) => node.label.replaceAll("\\n", " ")),
  };
}

const readers = { cytoscape: cytoscapeCounts, dot: drawnCounts };
const [reader, file] = process.argv.slice(2);
console.log(JSON.stringify(await readers[reader](await readFile(file, "utf8"))));
