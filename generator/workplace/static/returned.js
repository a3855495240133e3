// What a leader changed in the DOCX: each change beside its line; one that is accepted is an edit of the text, to be undone as any.
import {button, make} from "./fields.js";

export const LATE = "刚才又改了左边，请再按一次";

export class Returned {
  // `does`: ask, go, apply, said, now, moved.
  constructor(box, does) {
    Object.assign(this, {box, does});
    this.close();
  }

  close() {
    Object.assign(this, {found: null, taken: new Set()});
    this.box.hidden = true;
    this.box.replaceChildren();
  }

  // `since`: the text that was compared.
  show(found, since) {
    Object.assign(this, {found, since, taken: new Set()});
    this.box.hidden = false;
    this.draw();
  }

  // What is typed since moves the places that were compared.
  moved(at, side) {
    return this.does.moved(at, this.since, side);
  }

  draw() {
    const {changes, notes} = this.found, left = this.left;
    const head = make("h2", {}, changes.length ? `领导改的：共 ${changes.length} 处` : "领导没有改动");
    const all = left.length > 1 ? [button(`收下可以写的 ${left.length} 处`, () => this.accept(left), {className: "main"})] : [];
    this.box.replaceChildren(head, ...all, button("收起", () => this.close()), make("ol", {}, ...changes.map((one, number) => this.change(one, number))),
      ...notes.map((note) => make("p", {className: "help"}, note)));
  }

  get left() {
    return this.found.changes.flatMap((one, number) => one.writable && !this.taken.has(number) ? [number] : []);
  }

  change(one, number) {
    const said = one.what === "批注" ? [make("div", {}, one.new)]
      : [one.old && make("del", {}, one.old), one.new && make("ins", {}, one.new)].filter(Boolean).map((text) => make("div", {}, text));
    const touches = one.touches.map((touch) => make("div", {className: "who"},
      `${touch.did}（${[touch.who, touch.when].filter(Boolean).join("，")}）${touch.text ? `：${touch.text}` : ""}`));
    const places = one.places.map((place) => place.file ? make("div", {}, `${place.file} 第 ${place.line} 行：${place.text}`)
      : make("div", {}, button(`第 ${place.line} 行：${place.text}`, () => this.does.go(this.moved(place.from, 1), this.moved(place.to, -1)), {className: "go"})));
    const also = one.echoes ? [make("div", {className: "help"}, `报告里另有 ${one.echoes} 处印这几个字，会一起改`)] : [];
    const does = this.taken.has(number) ? [make("div", {className: "done"}, "已收下（可以撤销）")]
      : one.writable ? [button("收下", () => this.accept([number]))] : [];
    return make("li", {}, make("b", {}, one.what), one.where ? `　${one.where}` : "", ...said, ...touches, ...places,
      ...one.told.map((text) => make("div", {className: "help"}, text)), ...also, ...does);
  }

  async accept(numbers) {
    const found = this.found, now = this.does.now();
    try {
      const {edits} = await this.does.ask("accept", {key: found.key, before: [...this.taken], new: numbers});
      if (found !== this.found || now !== this.does.now()) return this.does.said(LATE);
      const moved = edits.map((one) => ({from: this.moved(one.from, 1), to: Math.max(this.moved(one.from, 1), this.moved(one.to, -1)), insert: one.insert}));
      for (const number of numbers) this.taken.add(number);
      this.does.apply(moved);
      this.draw();
    } catch (error) {
      this.does.said(error.message);
    }
  }
}
