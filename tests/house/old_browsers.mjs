// Hospital computers have browsers from Chromium 87 on: what our styles, scripts and templates use must be known there.
// Prints one line a fault. Guarded by @supports, or after an older declaration of the same property, newer things are welcome.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(`${process.cwd()}/package.json`);
const acorn = require("acorn");
const csstree = require("css-tree");
const known = require("@mdn/browser-compat-data");

const OLDEST = 87;
// The syntax of Chromium 87: no static blocks, no top-level await.
const ECMA = 2021;
const faults = [];
let file = "";

const since = (entry) => {
  const support = entry?.__compat?.support?.chrome;
  if (!support) return undefined;
  const plain = [support].flat().filter((each) => !each.flags && !each.prefix && !each.alternative_name);
  // What ended where something better began has never been away.
  const lasting = plain.filter((each) => !each.version_removed || plain.some((other) => other.version_added === each.version_removed));
  const versions = lasting.map((each) => (each.version_added === false ? Infinity : parseInt(String(each.version_added).replace("≤", ""), 10)));
  return versions.length ? Math.min(...versions) : Infinity;
};
const fault = (what, version) => faults.push(`${file}: ${what} needs Chromium ${version === Infinity ? "that there is not" : version}`);
const tooNew = (entry) => since(entry) > OLDEST;

const functionsOf = {};
const units = {};
const collect = (tree) => {
  for (const [name, entry] of Object.entries(tree)) {
    if (name === "__compat" || typeof entry !== "object") continue;
    if (since(entry) !== undefined) {
      functionsOf[name] = Math.min(functionsOf[name] ?? Infinity, since(entry));
    }
    collect(entry);
  }
};
collect(known.css.types);
for (const unit of ["dvh", "dvw", "svh", "svw", "lvh", "lvw", "dvb", "dvi"]) units[unit] = 108;
for (const unit of ["cqw", "cqh", "cqi", "cqb", "cqmin", "cqmax"]) units[unit] = 105;
for (const [unit, version] of Object.entries({ lh: 109, rlh: 111, cap: 118, ic: 106 })) units[unit] = version;

const faultOfValue = (property, value) => {
  let found = null;
  csstree.walk(value, (node) => {
    const keyword = node.type === "Identifier" ? known.css.properties[property]?.[node.name] : null;
    if (keyword && tooNew(keyword)) found = [`${property}: ${node.name}`, since(keyword)];
    if (node.type === "Function" && functionsOf[node.name] > OLDEST) found = [`${node.name}()`, functionsOf[node.name]];
    if (node.type === "Dimension" && units[node.unit] > OLDEST) found = [`the unit ${node.unit}`, units[node.unit]];
  });
  return found;
};

const checkBlock = (block) => {
  const older = new Set();
  block.children.forEach((node) => {
    if (node.type === "Rule") fault("nesting", since(known.css.selectors.nesting));
    if (node.type !== "Declaration" || node.property.startsWith("--")) return;
    const property = csstree.property(node.property);
    const entry = known.css.properties[property.name];
    const found = property.vendor || !entry ? null : tooNew(entry) ? [property.name, since(entry)] : faultOfValue(property.name, node.value);
    if (!found) older.add(property.name);
    else if (!older.has(property.name)) fault(...found);
  });
};

const checkStyle = (text) => {
  const tree = csstree.parse(text, { positions: false, onParseError: (error) => faults.push(`${file}: ${error.message}`) });
  csstree.walk(tree, {
    enter(node) {
      if (node.type === "Atrule") {
        const entry = known.css["at-rules"][node.name];
        if (tooNew(entry)) fault(`@${node.name}`, since(entry));
        if (node.name === "supports") return this.skip;
      }
      if (node.type === "FeatureRange") fault("a range in @media", since(known.css["at-rules"].media.range_syntax));
      if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector") {
        const entry = known.css.selectors[node.name];
        if (tooNew(entry)) fault(`:${node.name}`, since(entry));
      }
      if (node.type === "Rule") checkBlock(node.block);
    },
  });
};

// A name is as old as the oldest thing that is called so: which object it is asked of cannot be known here.
const names = {};
const learn = (tree) => {
  for (const [name, entry] of Object.entries(tree)) {
    if (name === "__compat" || !since(entry)) continue;
    for (const [member, inner] of [[name, entry], ...Object.entries(entry)]) {
      const version = since(inner);
      if (member !== "__compat" && version !== undefined) names[member.replace("_static", "")] = Math.min(names[member.replace("_static", "")] ?? Infinity, version);
    }
  }
};
learn(known.javascript.builtins);
learn(known.api);

const visit = (node, owned) => {
  if (!node || typeof node.type !== "string") return;
  // Only what is called or set: to read what is not there does no harm, and data have members of any name.
  const member = node.type === "CallExpression" ? node.callee : node.type === "AssignmentExpression" ? node.left : null;
  if (member?.type === "MemberExpression" && !member.computed && names[member.property.name] > OLDEST && !owned.has(member.property.name)) {
    fault(`.${member.property.name}`, names[member.property.name]);
  }
  if ((node.type === "NewExpression" || node.type === "CallExpression") && names[node.callee.name] > OLDEST && !owned.has(node.callee.name)) {
    fault(node.callee.name, names[node.callee.name]);
  }
  for (const inner of Object.values(node)) {
    if (Array.isArray(inner)) inner.forEach((each) => visit(each, owned));
    else if (inner && typeof inner === "object") visit(inner, owned);
  }
};

const checkScript = (text) => {
  try {
    const tree = acorn.parse(text, { ecmaVersion: ECMA });
    // What a script declares itself, or keeps in data attributes, is no interface of the browser.
    const owned = new Set([...text.matchAll(/(?:const|let|function)\s+([A-Za-z]+)|dataset\.([A-Za-z]+)/g)].map((match) => match[1] || match[2]));
    visit(tree, owned);
  } catch (error) {
    faults.push(`${file}: ${error.message}`);
  }
};

const checkTemplate = (text) => {
  for (const [, tag, rest] of text.matchAll(/<([a-z][a-z0-9]*)((?:\s[^<>]*)?)>/g)) {
    const element = known.html.elements[tag];
    if (tooNew(element)) fault(`<${tag}>`, since(element));
    for (const [, name] of rest.replace(/"[^"]*"|\{%.*?%\}|\{\{.*?\}\}/gs, " ").matchAll(/\s([a-z]+)/g)) {
      const entry = element?.[name] ?? known.html.global_attributes[name];
      if (tooNew(entry)) fault(`<${tag} ${name}>`, since(entry));
    }
  }
};

const CHECKS = { css: checkStyle, js: checkScript, html: checkTemplate };
for (file of process.argv.slice(2)) CHECKS[file.split(".").pop()](readFileSync(file, "utf8"));
console.log(faults.join("\n"));
process.exitCode = faults.length ? 1 : 0;
