// A map that one can move, in place of the still one that the page brings (maillage/ui/components/live_map.py).
//
// It comes when it is nearly in sight and has its points; when they cannot be fetched the still map comes back.
// Every marker can be reached by Tab. Arrows move the map, + and - zoom. The wheel zooms once the map has the focus,
// or with Ctrl; on touch screens one finger scrolls the page and two move the map (one is enough in full screen).
// Geography never turns; words follow the direction of the page.

const SVG = "http://www.w3.org/2000/svg";
const MARKER = 44; // pixels, as in maillage/ui/maps/clusters.py
const TILE = 256; // views are asked for in whole tiles, so that small moves ask for nothing
const STEP = 100; // pixels for one press of an arrow
const ARROWS = { ArrowUp: [0, -STEP], ArrowDown: [0, STEP], ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0] };
const LAND = { area: "live-map__area", limit: "live-map__limit" };
const DISC = "M-15 0a15 15 0 1 1 30 0a15 15 0 1 1-30 0z";
const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** An element with attributes (`class`, `aria-…`, …) and children; attributes that are null are left out. */
function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function draw(tag, attributes, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function sheet(href) {
  return new Promise((resolve, reject) => {
    const link = make("link", { rel: "stylesheet", href });
    link.onload = resolve;
    link.onerror = reject;
    document.head.append(link);
  });
}

/** What `address` answers; asked a second time when the first one fails, as on a train. */
async function json(address, signal, again = true) {
  const answer = await fetch(address, { signal }).catch((error) => error);
  if (answer.ok) return answer.json();
  if (signal?.aborted) throw answer;
  if (!again || answer.status < 500) throw new Error(`${answer.status ?? answer.message} ${address}`);
  await new Promise((resolve) => setTimeout(resolve, 800));
  return json(address, signal, false);
}

const box = (left, top, width, height) => ({ left, top, right: left + width, bottom: top + height });
const square = ({ x, y }, half) => box(x - half, y - half, 2 * half, 2 * half);
const touch = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
const within = (one, other) =>
  one.left >= other.left && one.right <= other.right && one.top >= other.top && one.bottom <= other.bottom;

class LiveMap {
  constructor(root, number) {
    Object.assign(this, JSON.parse(root.querySelector("script").textContent)); // words, legend
    this.root = root;
    this.name = `live-map-${number}`;
    this.still = root.querySelector(".live-map__still");
    this.foot = root.querySelector(".live-map__foot");
    this.markers = new Map(); // key → Leaflet's marker
    this.towns = [];
    this.furnish();
  }

  // --- what stands around the map ------------------------------------------------------------

  furnish() {
    const { words, name } = this;
    this.surface = make("div", {
      class: "live-map__surface", dir: "ltr", tabindex: 0, role: "region",
      "aria-label": this.root.dataset.title, "aria-describedby": `${name}-keys`,
    });
    this.hint = make("p", { class: "live-map__hint", "aria-hidden": "true", hidden: "" }, words.fingers);
    this.status = make("p", { class: "live-map__status", role: "status" });
    this.fullScreen = this.button("expand", words.fullScreen, () => this.toggleFullScreen());
    this.fullScreen.hidden = !document.fullscreenEnabled;
    this.tools = make("div", { class: "live-map__tools" },
      this.button("plus", words.zoomIn, () => this.map.zoomIn()),
      this.button("minus", words.zoomOut, () => this.map.zoomOut()),
      this.button("whole", words.whole, () => this.goHome()),
      this.fullScreen);
    this.frame = make("div", { class: "live-map__frame live-map__frame--waiting" },
      make("a", { class: "live-map__skip", target: "_self", href: `#${name}-end` }, words.skip),
      this.tools, this.surface, this.hint,
      make("p", { class: "visually-hidden", id: `${name}-keys` }, words.keys));
    this.message = make("div", { class: "live-map__message", role: "alert", tabindex: -1 });
    this.foot.before(this.message, this.frame, this.status);
    this.root.append(make("span", { id: `${name}-end`, tabindex: -1 }));
    this.listen();
  }

  button(sign, label, act) {
    const d = { plus: "M12 5v14M5 12h14", minus: "M5 12h14", close: "m6 6 12 12M18 6 6 18",
      whole: "M3.5 11.5 12 3.5l8.5 8M6 9.5v11h12v-11", expand: "M9 4H4v5m11-5h5v5M9 20H4v-5m11 5h5v-5" }[sign];
    const drawing = draw("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, draw("path", { d }));
    const node = make("button", { type: "button", class: "live-map__button", "aria-label": label, title: label }, drawing);
    node.addEventListener("click", act);
    return node;
  }

  listen() {
    const { frame, surface } = this;
    surface.addEventListener("keydown", (event) => this.pressed(event));
    // Leaflet's own listener is on the surface: it is there, or not, by the time the wheel gets to it. Ours is not
    // passive, for the browser asks only once in each turn of the wheel whether anybody may stop it.
    frame.addEventListener("wheel", (event) => {
      const zooms = event.ctrlKey || frame.contains(document.activeElement);
      this.map.scrollWheelZoom[zooms ? "enable" : "disable"]();
    }, { capture: true, passive: false });
    frame.addEventListener("pointerdown", (event) => {
      const drags = event.pointerType !== "touch" || document.fullscreenElement === this.root;
      this.map.dragging[drags ? "enable" : "disable"]();
    }, true);
    surface.addEventListener("touchmove", (event) => {
      if (event.touches.length === 1 && !this.map.dragging.enabled()) this.showHint();
    }, { passive: true });
    document.addEventListener("fullscreenchange", () => this.fullScreenChanged());
  }

  showHint() {
    this.hint.hidden = false;
    clearTimeout(this.hintEnds);
    this.hintEnds = setTimeout(() => { this.hint.hidden = true; }, 1500);
  }

  toggleFullScreen() {
    const asked = document.fullscreenElement ? document.exitFullscreen() : this.root.requestFullscreen();
    asked.catch(() => { this.fullScreen.hidden = true; });
  }

  fullScreenChanged() {
    const label = document.fullscreenElement === this.root ? this.words.leaveFullScreen : this.words.fullScreen;
    this.fullScreen.setAttribute("aria-label", label);
    this.fullScreen.title = label;
  }

  // --- coming, failing, coming back ----------------------------------------------------------

  async start() {
    const { root } = this;
    try {
      if (!this.map) {
        await Promise.all([import(root.dataset.leaflet), sheet(root.dataset.style)]);
        this.build();
      }
      if (!this.home) await this.lay();
      await this.read();
    } catch (error) {
      this.fail(error);
    }
  }

  show() {
    this.message.replaceChildren();
    this.still.hidden = true;
    this.foot.hidden = this.status.hidden = false;
    this.frame.classList.remove("live-map__frame--waiting");
    this.root.dataset.state = "live";
  }

  fail(error) {
    console.info(error);
    const { words, frame, root } = this;
    const inside = frame.contains(document.activeElement);
    frame.classList.add("live-map__frame--waiting");
    this.foot.hidden = this.status.hidden = true;
    this.still.hidden = false;
    this.asked = null;
    root.dataset.state = "failed";
    const again = make("button", { type: "button", class: "button button--quiet" }, words.again);
    again.addEventListener("click", () => this.start());
    this.message.replaceChildren(make("p", {}, words.failed), again);
    if (inside) this.message.focus();
  }

  // --- the map -------------------------------------------------------------------------------

  build() {
    const moves = !calm.matches;
    this.map = L.map(this.surface, {
      zoomControl: false, attributionControl: false, keyboard: false, scrollWheelZoom: false,
      maxZoom: Number(this.root.dataset.mostZoom), zoomAnimation: moves, fadeAnimation: moves,
      markerZoomAnimation: moves, inertia: moves,
      zoomSnap: this.root.dataset.tiles ? 1 : 0.25, // drawings fit at any scale, tiles only at their own
    });
    L.control.scale({ imperial: false }).addTo(this.map);
    this.townPane = this.map.createPane("towns");
    this.townPane.classList.add("leaflet-zoom-hide");
    this.map.on("popupclose", () => this.closed());
    new ResizeObserver(() => this.map.invalidateSize({ animate: false })).observe(this.surface);
  }

  /** The ground, or tiles; then the first view, and from there on what each move asks for. */
  async lay() {
    const { map, root: { dataset } } = this;
    let home = dataset.bounds && this.bounds(dataset.bounds.split(",").map(Number));
    if (dataset.tiles) L.tileLayer(dataset.tiles, { maxZoom: 19, subdomains: "abc" }).addTo(map);
    if (dataset.ground) {
      const { features } = await json(dataset.ground);
      const kinds = (kind) => features.filter((feature) => feature.properties.kind === kind);
      const land = L.geoJSON([...kinds("area"), ...kinds("limit")], {
        interactive: false, style: ({ properties: { kind } }) => ({ className: LAND[kind], weight: 1 }),
      }).addTo(map);
      this.towns = kinds("town").map((feature) => this.town(feature));
      home ||= land.getBounds();
    }
    this.home = home && home.isValid() ? home : this.bounds([2.5, 49.5, 6.4, 51.5]); // else the whole of Belgium
    map.fitBounds(this.home, { animate: false });
    map.setMinZoom(Math.max(0, Math.floor(map.getZoom()) - 1));
    map.on("moveend", () => {
      clearTimeout(this.soon);
      this.soon = setTimeout(() => this.read().catch((error) => this.fail(error)), 80);
    });
  }

  bounds([west, south, east, north]) {
    return L.latLngBounds([south, west], [north, east]);
  }

  goHome() {
    this.map.fitBounds(this.home, { animate: !calm.matches });
  }

  pressed(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest(".leaflet-popup")) return;
    const way = ARROWS[event.key];
    if (way) this.map.panBy(way, { animate: !calm.matches });
    else if (event.key === "+" || event.key === "=") this.map.zoomIn();
    else if (event.key === "-") this.map.zoomOut();
    else return;
    event.preventDefault();
  }

  // --- points --------------------------------------------------------------------------------

  address() {
    const { map } = this, zoom = Math.floor(map.getZoom()); // between two zooms markers only stand further apart
    const { min, max } = L.bounds(["getNorthWest", "getSouthEast"].map((side) => map.project(map.getBounds()[side](), zoom)));
    const corner = (x, y, round) => map.unproject([round(x / TILE) * TILE, round(y / TILE) * TILE], zoom);
    const first = corner(min.x, min.y, Math.floor), last = corner(max.x, max.y, Math.ceil);
    const address = new URL(this.root.dataset.points, location.href);
    address.searchParams.set("zoom", zoom);
    address.searchParams.set("bbox", [first.lng, last.lat, last.lng, first.lat].map((side) => side.toFixed(5)).join());
    return address.href;
  }

  async read() {
    const address = this.address();
    if (address === this.asked) return this.settle();
    this.asked = address;
    this.waiting?.abort();
    this.waiting = new AbortController();
    const slow = setTimeout(() => { this.status.textContent = this.words.loading; }, 500);
    try {
      const { features } = await json(address, this.waiting.signal);
      this.put(features);
      this.show();
      this.settle();
    } catch (error) {
      if (error.name !== "AbortError") throw error;
    } finally {
      clearTimeout(slow);
    }
  }

  /** Shows `features`: markers that stay keep their element and the focus; their order is from north to south. */
  put(features) {
    const wanted = new Map(features.map((feature) => [this.key(feature), feature]));
    const focused = [...this.markers].find(([, marker]) => marker.getElement() === document.activeElement)?.[0];
    for (const [key, marker] of this.markers) {
      if (wanted.has(key)) continue;
      marker.remove();
      this.markers.delete(key);
    }
    let before = null; // the marker south of this one
    for (const [key, feature] of [...wanted].sort(([, one], [, other]) => this.place(one).lat - this.place(other).lat)) {
      const marker = this.markers.get(key) ?? this.mark(key, feature);
      const node = marker.setLatLng(this.place(feature)).getElement();
      if (node.nextSibling !== before && key !== focused) node.parentNode.insertBefore(node, before);
      before = node;
    }
    if (focused && !wanted.has(focused)) this.refocus();
    this.entering = null;
  }

  /** The marker in focus is gone: into the group that was opened, else to the map. */
  refocus() {
    const first = this.entering && [...this.markers.values()]
      .filter((marker) => this.entering.contains(marker.getLatLng()))
      .sort((one, other) => other.getLatLng().lat - one.getLatLng().lat)[0];
    (first?.getElement() ?? this.surface).focus({ preventScroll: true });
  }

  key({ properties: { id, count, bounds, items }, geometry }) {
    return count ? `${count} ${bounds} ${items ? geometry.coordinates : ""}` : `${id} ${geometry.coordinates}`;
  }

  place({ geometry: { coordinates: [lng, lat] } }) {
    return L.latLng(lat, lng);
  }

  /** How many are in sight, for who does not see it, and only those are met by Tab; then the names of towns. */
  settle() {
    const seen = this.map.getBounds();
    let count = 0;
    for (const marker of this.markers.values()) {
      const node = marker.getElement(), inView = seen.contains(marker.getLatLng());
      if (inView) count += marker.stands;
      node.tabIndex = inView ? 0 : -1;
      if (inView || node === document.activeElement) node.removeAttribute("aria-hidden");
      else node.setAttribute("aria-hidden", "true");
    }
    const said = this.words.inView.replace("%s", count);
    if (this.status.textContent !== said) this.status.textContent = said;
    this.nameTowns();
  }

  mark(key, feature) {
    const { properties } = feature;
    const icon = L.divIcon({
      className: "live-map__marker", html: this.sign(properties), iconSize: [MARKER, MARKER],
    });
    const marker = L.marker(this.place(feature), { icon, keyboard: false, riseOnHover: true }).addTo(this.map);
    marker.stands = properties.count ?? 1;
    marker.key = key;
    const node = marker.getElement();
    for (const [name, value] of Object.entries({
      role: "button", tabindex: 0, "aria-label": this.spoken(properties),
    })) node.setAttribute(name, value);
    const open = () => this.open(marker, feature);
    marker.on("click", open);
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      open();
    });
    this.markers.set(key, marker);
    return marker;
  }

  spoken({ count, name, operator, place, category, exact }) {
    const parts = count ? [name] : [name, operator, place, this.legend[category]?.label];
    if (exact === false) parts.push(this.words.silent);
    return parts.filter(Boolean).join(this.words.comma);
  }

  /** What a marker looks like: a shape with its drawing, a dashed ring for an address not told, a number for a group. */
  sign({ count, category, exact }) {
    const { path = DISC, tone = "mixed", icon } = this.legend[category] ?? {};
    const parts = [draw("path", { class: "map-sign__shape", d: path })];
    if (count) {
      const text = String(count), size = text.length > 3 ? " map-sign__count--long" : "";
      parts.unshift(draw("path", { class: "map-sign__halo", d: path, transform: "scale(1.25)" }));
      parts.push(draw("text", { class: `map-sign__count${size}`, dy: ".35em" }, text));
    } else if (exact === false) {
      parts[0] = draw("circle", { class: "map-sign__ring", r: 18 });
    }
    if (!count && icon) parts.push(draw("use", {
      class: "map-sign__drawing", href: `${this.root.dataset.icons}#${icon}`, x: -9, y: -9, width: 18, height: 18,
    }));
    const kind = exact === false ? " map-sign--silent" : "";
    return draw("svg", {
      class: `map-sign map-sign--${tone}${kind}`, viewBox: "-20 -20 40 40", width: 40, height: 40, "aria-hidden": "true",
    }, ...parts);
  }

  // --- opening -------------------------------------------------------------------------------

  open(marker, { properties }) {
    const { map } = this, { count, items, bounds } = properties;
    if (!count) return this.card(marker, properties.name, [properties], properties);
    if (items || map.getZoom() >= map.getMaxZoom()) return this.card(marker, properties.name, items ?? [], null, properties.more);
    this.entering = this.bounds(bounds).pad(0.1);
    const inside = this.bounds(bounds);
    const zoom = Math.max(map.getZoom() + 1, map.getBoundsZoom(inside, false, L.point(64, 64)));
    return map.setView(inside.getCenter(), Math.min(zoom, map.getMaxZoom()), { animate: !calm.matches });
  }

  /** A card over `marker`: one thing and where it is, or the list of those that share the place. */
  card(marker, title, items, one, more) {
    const titled = `${this.name}-card`;
    const close = this.button("close", this.words.close, () => this.map.closePopup());
    const node = make("div", {
      class: "live-map__card", role: "dialog", "aria-labelledby": titled, tabindex: -1, dir: document.dir || null,
    }, close, make("p", { class: one ? "live-map__title" : "live-map__title live-map__title--many", id: titled }, one ? this.link(one) : title));
    if (one) node.append(...this.facts(one));
    else node.append(make("ul", { class: "live-map__items", role: "list" },
      ...items.map((item) => make("li", {}, this.link(item), " ", make("span", { class: "muted" }, item.operator ?? "")))),
      more ? make("p", { class: "muted" }, more) : "");
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.map.closePopup();
    });
    this.opener = marker.key;
    const { x, y } = this.map.getSize(), beside = this.tools.offsetWidth + 24; // never under the tools
    const [left, right] = document.dir === "rtl" ? [beside, 12] : [12, beside];
    L.popup({
      closeButton: false, closeOnEscapeKey: false, minWidth: Math.min(240, x - beside - 14),
      maxWidth: Math.min(320, x - beside - 14), maxHeight: Math.max(160, y - 96), offset: [0, -14],
      autoPanPaddingTopLeft: [left, 12], autoPanPaddingBottomRight: [right, 12],
    }).setLatLng(marker.getLatLng()).setContent(node).openOn(this.map);
    this.opened = node;
    node.focus({ preventScroll: true });
  }

  link({ name, href }) {
    return make("a", { href }, make("bdi", {}, name));
  }

  facts({ operator, place, category, exact }) {
    const where = exact === false ? `${place}${this.words.comma}${this.words.silent}` : place;
    const kind = this.legend[category];
    return [operator, where].filter(Boolean).map((text) => make("p", {}, make("bdi", {}, text)))
      .concat(kind ? make("p", { class: "live-map__kind muted" }, this.sign({ category }), kind.label) : []);
  }

  closed() {
    const back = this.opened?.contains(document.activeElement) || document.activeElement === document.body;
    if (back) (this.markers.get(this.opener)?.getElement() ?? this.surface).focus({ preventScroll: true });
    this.opened = null;
  }

  // --- names of towns ------------------------------------------------------------------------

  town(feature) {
    const node = make("div", { class: "live-map__town", "aria-hidden": "true" }, feature.properties.name);
    const dot = make("div", { class: "live-map__dot" });
    this.townPane.append(dot, node);
    return { node, dot, place: this.place(feature), rank: feature.properties.rank };
  }

  /** Writes the names that touch neither a marker nor each other, nor the edge; the first towns first. */
  nameTowns() {
    const { map } = this, half = MARKER / 2, size = map.getSize();
    const signs = [...this.markers.values()].map((marker) => square(map.latLngToContainerPoint(marker.getLatLng()), half));
    const taken = [...signs, this.toolBox()], edge = box(0, 0, size.x, size.y), around = map.getBounds().pad(0.2);
    const free = (one) => (within(one, edge) || !touch(one, edge)) && !taken.some((other) => touch(one, other));
    for (const town of this.towns) {
      const here = map.latLngToContainerPoint(town.place), dot = square(here, 4);
      const under = signs.find((sign) => touch(sign, dot));
      const may = under ? !under.named : free(dot); // one name for each marker
      const way = around.contains(town.place) && may && this.ways(town, under ?? square(here, 6)).find(free);
      town.node.classList.toggle("live-map__town--named", Boolean(way));
      town.dot.classList.toggle("live-map__dot--shown", Boolean(way) && !under);
      if (!way) continue;
      if (under) under.named = true;
      taken.push(way, ...(under ? [] : [dot]));
      L.DomUtil.setPosition(town.node, map.containerPointToLayerPoint([way.left, way.top]).round());
      L.DomUtil.setPosition(town.dot, map.containerPointToLayerPoint(here).round());
    }
  }

  toolBox() {
    const frame = this.frame.getBoundingClientRect(), tools = this.tools.getBoundingClientRect();
    return box(tools.left - frame.left, tools.top - frame.top, tools.width, tools.height);
  }

  /** Where a name may stand around its town: right of it, left, below, above. */
  ways(town, { left, right, top, bottom }) {
    const width = town.width ||= town.node.offsetWidth, height = town.height ||= town.node.offsetHeight;
    const middle = (top + bottom - height) / 2, centre = (left + right - width) / 2;
    return [[right, middle], [left - width, middle], [centre, bottom], [centre, top - height]]
      .map(([x, y]) => box(x, y, width, height));
  }
}

const near = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    if (!isIntersecting) continue;
    near.unobserve(target);
    maps.get(target).start();
  }
}, { rootMargin: "300px" });
const maps = new Map([...document.querySelectorAll(".live-map")].map((root, number) => [root, new LiveMap(root, number)]));
for (const root of maps.keys()) near.observe(root);
