// The report as it prints, in a frame that can run nothing. The first is made behind the one that is seen, and put in its
// place; of one that follows, only what changed: a browser lays that out in a fraction of the time.
const WIDE = 830;
const LOOK = `[data-at]{cursor:pointer}[data-at]:hover{background:#fff2b3}.example{color:#767676;font-style:italic}
.here{background:#ffe08a!important}.stale body{opacity:.55}`;

// Where a value was written is no part of what a block looks like.
const looks = new WeakMap();

function seen(node) {
  let look = looks.get(node);
  if (look === undefined) looks.set(node, look = (node.outerHTML ?? node.data).replace(/ data-at="[^"]*"/g, ""));
  return look;
}

function replace(old, fresh) {
  const before = [...old.childNodes], after = [...fresh.childNodes];
  const olds = before.map(seen), news = after.map(seen), most = Math.min(olds.length, news.length);
  let first = 0, last = 0;
  while (first < most && olds[first] === news[first]) first += 1;
  while (last < most - first && olds[olds.length - 1 - last] === news[news.length - 1 - last]) last += 1;
  for (let at = 0; at < first; at += 1) placed(before[at], after[at]);
  for (let at = 1; at <= last; at += 1) placed(before.at(-at), after.at(-at));
  const gone = before.slice(first, before.length - last), come = after.slice(first, after.length - last);
  const behind = before[before.length - last] ?? null;
  for (const one of gone) one.remove();
  for (const one of come) old.insertBefore(one, behind);
}

function placed(old, fresh) {
  if (!old.querySelectorAll) return;
  const places = fresh.querySelectorAll("[data-at]");
  old.querySelectorAll("[data-at]").forEach((one, at) => { one.dataset.at = places[at].dataset.at; });
}

export class Paper {
  // `does`: go, and where a place of the text that was printed is in that of now (`moved`), and the other way (`back`).
  constructor(box, does) {
    Object.assign(this, {box, does, empty: true, turn: 0, since: 0});
  }

  // Another file: nothing of the last one is left, nor comes late.
  clear() {
    this.turn += 1;
    this.box.replaceChildren();
    this.done?.();  // a frame that was taken away never loads
    this.frame = null;
    this.empty = true;
  }

  show(key, number, since, caret) {
    const next = document.createElement("iframe"), turn = this.turn;
    next.className = "next";
    next.title = "印出来的样子";
    next.sandbox = "allow-same-origin";
    return new Promise((done) => {
      this.done = done;
      next.addEventListener("load", () => {
        const page = next.contentDocument;
        if (turn === this.turn && page?.querySelector("main")) this.put(next, page, since, caret);
        else next.remove();
        done();
      });
      next.src = `preview/${key}/${number}`;
      this.box.append(next);
      this.fit();
    });
  }

  // False where it is not the same report, which has to be shown whole.
  patch(html, since, caret) {
    const page = this.frame?.contentDocument, look = html?.match(/<style>[^]*?<\/style>/)?.[0];
    if (!page || !look || page.querySelector("style").outerHTML !== look) return false;
    const fresh = page.createElement("template");
    fresh.innerHTML = html.slice(html.indexOf("<main>"), html.lastIndexOf("</main>") + 7);
    this.unmark(page);
    this.since = since;
    const main = page.querySelector("main"), sheets = [...fresh.content.firstChild.children];
    const same = sheets.length === main.children.length && sheets.every((one, at) => one.className === main.children[at].className);
    if (same) sheets.forEach((one, at) => replace(main.children[at], one));
    else main.replaceChildren(...sheets);
    this.follow(caret);
    return true;
  }

  put(next, page, since, caret) {
    const old = this.frame, top = old?.contentWindow.scrollY ?? 0;
    const look = page.createElement("style");
    look.textContent = LOOK;
    page.head.append(look);
    page.addEventListener("click", (event) => {
      const at = event.target.closest("[data-at]")?.dataset.at.split("-").map(Number);
      if (at) this.does.go(this.does.moved(at[0], this.since, 1), this.does.moved(at[1], this.since, -1));
    });
    Object.assign(this, {frame: next, since});
    this.empty = false;
    next.contentWindow.scrollTo(0, top);
    this.follow(caret);
    next.className = "";
    for (const one of [...this.box.children]) if (one !== next) one.remove();
  }

  stale(is) {
    this.frame?.contentDocument.documentElement.classList.toggle("stale", is);
  }

  // What the caret stands in, or what was printed last before it.
  follow(caret) {
    const page = this.frame?.contentDocument;
    if (!page) return;
    const then = this.does.back(caret, this.since);
    let best = null, nearest = -1;
    for (const one of page.querySelectorAll("[data-at]")) {
      const [from, to] = one.dataset.at.split("-").map(Number);
      const distance = then >= from && then <= to ? from + 1e9 : from <= then ? from : -1;
      if (distance > nearest) [best, nearest] = [one, distance];
    }
    this.unmark(page);
    if (!best) return;
    if (nearest >= 1e9) best.classList.add("here");
    const place = best.getBoundingClientRect(), high = this.frame.contentWindow.innerHeight;
    if (place.top < 0 || place.bottom > high) this.frame.contentWindow.scrollBy(0, place.top - high / 3);
  }

  unmark(page) {
    const here = page.querySelector(".here");
    here?.classList.remove("here");
    if (here?.className === "") here.removeAttribute("class");
  }

  fit() {
    const scale = Math.min(1, this.box.clientWidth / WIDE);
    for (const one of this.box.children) {
      one.style.width = `${this.box.clientWidth / scale}px`;
      one.style.height = `${this.box.clientHeight / scale}px`;
      one.style.transform = `scale(${scale})`;
    }
  }
}
