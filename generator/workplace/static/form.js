// The same file as a form. It holds nothing itself: what is filled in becomes the least edit of the text in the editor.
import {Drawing, find, make, pathAt} from "./fields.js";

const PAUSE = 40;

export class Form {
  // `does`: text, ask, apply, said, moved, yaml, open.
  constructor(box, does) {
    Object.assign(this, {box, does, shown: false, fields: null, keys: "", opened: new Map(), queue: Promise.resolve(), pending: new Map(), turn: 0, composing: false, again: false, behind: false});
    box.addEventListener("input", (event) => this.typed(event.target));
    box.addEventListener("change", (event) => this.typed(event.target, true));
    box.addEventListener("compositionstart", () => { this.composing = true; });
    box.addEventListener("compositionend", (event) => {
      this.composing = false;
      this.typed(event.target);
      if (this.again) this.draw();
    });
    box.addEventListener("focusin", (event) => this.entered(event.target));
    box.addEventListener("keydown", (event) => this.pressed(event));
  }

  clear() {
    for (const [timer] of this.pending.values()) clearTimeout(timer);
    Object.assign(this, {values: null, pending: new Map(), queue: Promise.resolve(), turn: this.turn + 1});
    this.opened.clear();
    this.box.replaceChildren();
  }

  get kind() { return {k: "record", f: this.fields}; }

  // What the text says by now.
  async refresh() {
    if (!this.shown) return;
    this.behind = false;
    const text = this.does.text(), turn = this.turn;
    const answer = await this.does.ask("form", {text, have: this.keys}).catch((error) => this.does.said(error.message));
    if (answer && turn === this.turn && text === this.does.text()) this.take(answer);
  }

  take(answer) {
    if (answer.fields) Object.assign(this, {fields: answer.fields, keys: answer.keys});
    const why = !answer.readable ? "文件还读不了，先在 YAML 里改好。" : !answer.known ? "这份文件没有写模板（或者是分开填的一份），先在 YAML 里填。" : answer.refused ?? "";
    if (why) {
      this.values = null;
      this.box.replaceChildren(make("p", {className: "why", role: "status"}, why));
      return;
    }
    this.values = answer.values;
    this.draw();
  }

  draw() {
    if (!this.values) return;
    if (this.composing) return void (this.again = true);
    this.again = false;
    const drawing = new Drawing({...this.actions(), draw: () => this.draw()}, this.opened);
    const made = drawing.record(this.kind, this.values, []);
    const outline = drawing.outline.join("\n");
    if (this.drawing && outline === this.outline && this.box.querySelector(".group")) return this.update(drawing);
    const focus = document.activeElement, path = this.box.contains(focus) && focus.dataset.path;
    const kept = path && {value: focus.value, start: focus.selectionStart, end: focus.selectionEnd};
    const top = this.box.scrollTop;
    this.box.replaceChildren(...made);
    Object.assign(this, {drawing, outline});
    this.box.scrollTop = top;
    const again = path && drawing.controls.get(path);
    if (!again) return;
    if (this.pending.has(path)) again.value = kept.value;
    again.focus({preventScroll: true});
    if (again.setSelectionRange && kept.start !== null) again.setSelectionRange(kept.start, kept.end);
  }

  // The same inputs with other values: those that somebody types in stay.
  update(drawing) {
    for (const [path, one] of drawing.controls) {
      const own = this.drawing.controls.get(path);
      if (own.value !== one.value && !this.pending.has(path)) own.value = one.value;
      own.className = one.className;
    }
  }

  actions() {
    const send = (what, path, more) => this.send({do: what, path, ...more});
    return {
      put: (path, value) => send("put", path, {value}), row: (path, keys) => send("row", path, {keys}), remove: (path) => send("remove", path),
      paste: (path, more) => send("paste", path, more), yaml: (at) => this.does.yaml(at), open: (name, row) => this.does.open(name, row),
    };
  }

  typed(control, now = false) {
    const key = control.dataset?.path;
    if (!key) return;
    clearTimeout(this.pending.get(key)?.[0]);
    if (control.dataset.rename && !now) return;
    const commit = () => this.commit(key);
    this.pending.set(key, [setTimeout(commit, now ? 0 : PAUSE), control]);
  }

  async commit(key) {
    const [timer, control] = this.pending.get(key) ?? [];
    if (!control || this.composing) return;
    clearTimeout(timer);
    this.pending.delete(key);
    const path = JSON.parse(key), value = control.value;
    const rename = control.dataset.rename && JSON.parse(control.dataset.rename);
    if (rename && (!value.trim() || value === rename.at(-1))) return;
    await this.send(rename ? {do: "rename", path: rename, value} : {do: "put", path, value});
  }

  // What was typed and is no edit yet.
  async flush() {
    await Promise.all([...this.pending.keys()].map((key) => this.commit(key)));
    await this.queue;
  }

  send(asked) {
    const turn = this.turn;
    return this.queue = this.queue.then(async () => {
      while (turn === this.turn) {
        const text = this.does.text();
        const answer = await this.does.ask("change", {text, have: this.keys, ...asked});
        if (turn !== this.turn) return;
        if (text !== this.does.text()) continue;
        if (answer.edits.length) this.does.apply(answer.edits, asked.do === "put");
        if (answer.values) this.take(answer);
        else this.behind = true;
        if (!answer.edits.length) await this.refresh();
        if (answer.told.length) this.does.said(answer.told.join("\n"));
        return;
      }
    }).catch((error) => { this.does.said(error.message); return this.refresh(); });
  }

  // Where in the text the input stands that was entered last.
  get place() { return this.last ?? 0; }

  entered(control) {
    if (!control.dataset?.path || !this.values) return;
    const {node} = find(this.kind, this.values, JSON.parse(control.dataset.path));
    if (!node) return;
    this.last = node.a;
    this.does.moved(node.a);
  }

  async pressed(event) {
    if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
    const key = event.key.toLowerCase();
    const what = key === "z" ? (event.shiftKey ? "redo" : "undo") : key === "y" ? "redo" : key === "s" ? "save" : "";
    if (!what) return;
    event.preventDefault();
    await this.flush();
    this.does[what]();
  }

  // To the input of what stands at an offset; false where the form has none.
  go(offset) {
    if (!this.values) return false;
    const path = pathAt(this.values, offset);
    for (let deep = 1; deep <= path.length; deep += 1) {
      const {kind} = find(this.kind, this.values, path.slice(0, deep));
      if (kind?.k === "record" || kind?.k === "table" || kind?.k === "named") this.opened.set(JSON.stringify(path.slice(0, deep)), true);
    }
    this.draw();
    const key = JSON.stringify(path), begin = `${key.slice(0, -1)},`, all = [...this.drawing.controls];
    const control = this.drawing.controls.get(key) ?? all.find(([one, own]) => path.length && one.startsWith(begin) && !own.dataset.rename)?.[1];
    if (!control) return false;
    control.scrollIntoView({block: "center"});
    control.focus({preventScroll: true});
    return true;
  }
}
