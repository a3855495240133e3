// The keys of a form and what stands behind them in, what a clerk fills in out: inputs, tables and cards, each with its path.
const NONE = "无";
let count = 0;

export function make(tag, given = {}, ...inner) {
  const one = Object.assign(document.createElement(tag), given);
  one.append(...inner);
  return one;
}

export function button(text, click, given = {}) {
  const one = make("button", {type: "button", ...given}, text);
  one.addEventListener("click", click);
  return one;
}

const said = (node) => node?.s ?? (node?.i ? node.i.map((one) => one.s).join("\n") : "");
const isTexts = (node) => !node || node.s !== undefined || node.i?.every((one) => one.s !== undefined && !one.s.includes("\n"));
const isEmpty = (node) => !node || node.s === "" || Object.values(node.e ?? node.i ?? {}).every(isEmpty) && node.s === undefined;

// What stands at a path; a bare figure is the value of its main key.
export function find(kind, node, path) {
  for (const step of path) {
    if (kind.k === "named") [kind, node] = [kind.of, node?.e?.[step]];
    else if (typeof step === "number") [kind, node] = [{...kind, k: "record"}, node?.i?.[step]];
    else {
      const own = node?.s === undefined ? node?.e?.[step] : kind.m === step && node.s && node.s !== NONE ? node : undefined;
      [kind, node] = [kind.f?.find((one) => one.n === step), own];
    }
    if (!kind) break;
  }
  return {kind, node};
}

// The path of the innermost value that an offset of the text stands in.
export function pathAt(node, offset) {
  for (const [step, one] of Object.entries(node.e ?? {})) {
    if (offset >= one.k && offset <= one.b) return [step, ...pathAt(one, offset)];
  }
  for (const [number, one] of (node.i ?? []).entries()) {
    if (offset >= one.a && offset <= one.b) return [number, ...pathAt(one, offset)];
  }
  return [];
}

// Columns of a row: of a figure in it, each of its own keys.
function columns(kind, rows, path = []) {
  const there = (name) => rows.some((one) => one?.e?.[name]);
  return kind.f.filter((one) => one.w || there(one.n)).flatMap((one) => {
    const here = [...path, one.n];
    if (one.k === "record") return columns(one, rows.map((row) => row?.e?.[one.n]), here);
    return [{path: here, kind: one}];
  });
}

export class Drawing {
  // `does`: put, row, remove, rename, paste, yaml, open; `opened` remembers which groups are open.
  constructor(does, opened) {
    Object.assign(this, {does, opened, controls: new Map(), outline: []});
  }

  record(kind, node, path) {
    const shown = kind.f.filter((one) => one.w || one.n === kind.m || !isEmpty(node?.e?.[one.n]));
    const known = new Set(kind.f.map((one) => one.n));
    const strange = Object.entries(node?.e ?? {}).filter(([name]) => !known.has(name));
    return [
      ...shown.map((one) => this.field(one, find(kind, node, [one.n]).node, [...path, one.n])),
      ...strange.map(([name, one]) => this.by_hand(`${name}：在 YAML 里改`, one)),
    ];
  }

  field(kind, node, path) {
    if (kind.k === "record" || kind.k === "table" || kind.k === "named") return this.group(kind, node, path);
    if (!isTexts(node)) return make("div", {className: "field"}, make("b", {}, kind.n), this.by_hand("分了小标题，在 YAML 里改", node));
    const id = `f${count += 1}`, control = this.control(kind, node, path);
    control.id = id;
    control.setAttribute("aria-describedby", `${id}h`);
    const mark = kind.r ? make("span", {className: "mark"}, "要填") : "";
    const label = make("label", {htmlFor: id}, kind.n, mark);
    return make("div", {className: "field"}, label, control, this.hint(kind, `${id}h`));
  }

  hint(kind, id) {
    return make("p", {className: "hint", id}, [kind.h, kind.e && `例：${kind.e}`].filter(Boolean).join("；"));
  }

  control(kind, node, path) {
    const wide = kind.k === "area" || kind.k === "lines", text = said(node);
    const one = make(kind.k === "choice" ? "select" : wide ? "textarea" : "input", {spellcheck: false, autocomplete: "off"});
    if (kind.k === "choice") {
      const options = ["", ...kind.o, ...(text && !kind.o.includes(text) ? [text] : [])];
      one.append(...options.map((word) => make("option", {value: word}, word || "（没有填）")));
    }
    if (wide) one.rows = Math.min(12, Math.max(2, text.split("\n").length + Math.floor(text.length / 40)));
    one.value = text;
    one.dataset.path = JSON.stringify(path);
    one.classList.toggle("need", Boolean(kind.r) && !text);
    this.controls.set(one.dataset.path, one);
    this.outline.push(one.dataset.path, kind.k === "choice" ? one.length : 0);
    return one;
  }

  by_hand(text, node) {
    this.outline.push(text);
    return button(text, () => this.does.yaml(node?.a ?? 0), {className: "link"});
  }

  // A part of the form that can be closed; what is closed is not drawn.
  group(kind, node, path) {
    const key = JSON.stringify(path), begun = kind.r || !isEmpty(node);
    const open = this.opened.get(key) ?? begun;
    const box = make("details", {open, className: path.length > 1 ? "group inner" : "group"});
    const mark = kind.r && isEmpty(node) ? make("span", {className: "mark"}, "要填") : "";
    box.append(make("summary", {}, kind.n, mark, make("span", {className: "hint"}, kind.h)));
    box.addEventListener("toggle", () => {
      if (box.open === (this.opened.get(key) ?? open)) return;
      this.opened.set(key, box.open);
      this.does.draw();
    });
    this.outline.push(`${key}${open}${kind.k}${node?.s === NONE}`);
    if (open) box.append(...this.inside(kind, node, path));
    return box;
  }

  inside(kind, node, path) {
    const made = [];
    if (kind.z && isEmpty(node) || node?.s === NONE) made.push(this.none(node, path));
    if (node?.s === NONE) return made;
    if (kind.k !== "record" && node?.s || kind.k === "record" && node?.s?.includes("\n")) return [...made, this.by_hand("这里粘贴的是整块的表，在 YAML 里改", node)];
    if (kind.k === "named") return [...made, ...this.names(kind, node, path)];
    if (kind.k === "record") return [...made, make("div", {className: kind.i ? "figures" : "keys"}, ...this.record(kind, node, path))];
    return [...made, ...(kind.i ? this.grid(kind, node, path) : this.cards(kind, node, path))];
  }

  none(node, path) {
    const box = make("input", {type: "checkbox", checked: node?.s === NONE});
    box.addEventListener("change", () => this.does.put(path, box.checked ? NONE : ""));
    return make("label", {className: "none"}, box, "本单位没有（写“无”）");
  }

  cards(kind, node, path) {
    const title = kind.f.find((one) => one.k === "text")?.n;
    const rows = (node?.i ?? []).map((row, number) => {
      const here = [...path, number], name = said(row.e?.[title]) || `第 ${number + 1} 个`;
      const part = row.e?.["文件"]?.s, key = JSON.stringify(here);
      if (part) return this.part(part, row);
      const open = this.opened.get(key) ?? node.i.length < 4;
      this.outline.push(`${key}${open}`);
      const box = make("details", {open, className: "card"}, make("summary", {}, name));
      box.addEventListener("toggle", () => {
        if (box.open === open && !this.opened.has(key) || box.open === this.opened.get(key)) return;
        this.opened.set(key, box.open);
        this.does.draw();
      });
      if (open) box.append(make("div", {className: "keys"}, ...this.record(kind, row, here)), button(`删去“${name}”`, () => this.does.remove(here), {className: "less"}));
      return box;
    });
    const must = kind.f.filter((one) => one.r && !one.f && !one.of).map((one) => one.n);
    return [...rows, button(`再加一个${kind.what}`, () => this.does.row(path, must.length ? must : [title]), {className: "more"})];
  }

  part(name, row) {
    this.outline.push(name);
    return make("p", {}, `写在另一个文件里：${name}　`, this.does.open(name, row));
  }

  grid(kind, node, path) {
    const rows = node?.i ?? [], heads = columns(kind, rows.filter((one) => one.e));
    const made = rows.map((row, number) => row.e?.["文件"] ? null : {path: [...path, number], row, name: `第 ${number + 1} 行`});
    const must = heads.filter((one) => one.path.length === 1 && (one.kind.r || one === heads[0])).map((one) => one.path[0]);
    return [this.table(kind, heads, made.filter(Boolean), path), button("加一行", () => this.does.row(path, must), {className: "more"})];
  }

  names(kind, node, path) {
    const heads = kind.of.f ? columns(kind.of, Object.values(node?.e ?? {})) : [{path: [], kind: {...kind.of, n: "数", h: ""}}];
    if (kind.of.f && !heads.some((one) => one.path[0] === kind.of.m)) heads.unshift({path: [kind.of.m], kind: kind.of.f.find((one) => one.n === kind.of.m)});
    const rows = Object.entries(node?.e ?? {}).map(([name, row]) => ({path: [...path, name], row, name, named: true}));
    const fresh = () => {
      let name = `新的${kind.what}`;
      while (node?.e?.[name]) name += "1";
      this.does.put([...path, name], "");
    };
    const own = {path: ["名称"], kind: {n: "名称", h: kind.what}, named: true};
    return [this.table(kind, [own, ...heads], rows, path), button("加一行", fresh, {className: "more"})];
  }

  table(kind, heads, rows, path) {
    const head = make("tr", {}, ...heads.map((one) => make("th", {scope: "col", title: [one.kind.h, one.kind.e && `例：${one.kind.e}`].filter(Boolean).join("；")},
      one.path.length > 1 ? one.path.join(" ") : one.kind.n)), make("th", {scope: "col"}, make("span", {className: "unseen"}, "删去")));
    const inner = kind.k === "named" ? kind.of : kind;
    const body = rows.map((row, number) => make("tr", {}, ...heads.map((one, at) => make("td", {}, this.cell(inner, one, row, {path, number, at, heads}))),
      make("td", {}, button("×", () => this.does.remove(row.path), {className: "less", ariaLabel: `删去${row.name}`, title: "删去这一行"}))));
    const hint = `从 Excel 复制的一块，点一个格子粘贴；连表头复制的，按表头对到各栏。${heads.filter((one) => one.kind.h && one.kind.h !== one.kind.n).map((one) => `${one.kind.n}：${one.kind.h}`).join("；")}`;
    const box = make("div", {className: "grid", tabIndex: 0, role: "group", ariaLabel: `${path.at(-1)}的表，可以粘贴`},
      make("p", {className: "hint"}, hint), make("table", {}, make("thead", {}, head), make("tbody", {}, ...body)));
    box.addEventListener("paste", (event) => this.pasted(event, path, rows.length, heads));
    this.outline.push(heads.length, rows.length);
    return box;
  }

  cell(kind, column, row, where) {
    const path = column.named ? [...row.path, "名称"] : [...row.path, ...column.path];
    const value = column.named ? {s: row.name} : find({...kind, k: kind.f ? "record" : kind.k}, row.row, column.path).node;
    if (column.kind.f || column.kind.of || !isTexts(value)) return this.by_hand("在 YAML 里填", value ?? row.row);
    const one = this.control(column.kind.k ? column.kind : {k: "text"}, value, path);
    if (one.rows) one.rows = 1 + said(value).includes("\n");
    one.ariaLabel = `${row.name} ${column.path.join(" ") || "数"}`;
    if (column.named) {
      one.dataset.rename = JSON.stringify(row.path);
      this.outline.push(row.name);
    }
    one.addEventListener("paste", (event) => this.pasted(event, where.path, where.number, where.heads, where.at));
    return one;
  }

  // One cell alone is pasted as the browser does; from a block the headings tell the columns, else it begins at the cell.
  pasted(event, path, row, heads, column = 0) {
    const block = event.clipboardData.getData("text/plain");
    if (!/[\t\n]/.test(block.replace(/\r?\n$/, ""))) return;
    event.preventDefault();
    event.stopPropagation();
    this.does.paste(path, {block, row, column, columns: heads.map((one) => one.path)});
  }
}
