// Among hundreds of boxes shows those that are ticked, and those whose words contain what one types.
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

class FilteredChecks extends HTMLElement {
  connectedCallback() {
    this.search = this.querySelector("input[type=search]");
    this.boxes = [...this.querySelectorAll("input[type=checkbox]")];
    this.search.closest("[hidden]").hidden = false;
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // it would save the whole form
    });
    this.addEventListener("input", () => this.sift());
    this.sift();
  }

  sift() {
    const wanted = plain(this.search.value.trim());
    let found = 0;
    for (const box of this.boxes) {
      const row = box.closest("div");
      const fits = Boolean(wanted) && plain(row.textContent).includes(wanted);
      found += fits;
      row.hidden = !box.checked && !fits;
    }
    this.querySelector("[data-found]").textContent = found;
    this.querySelector("[data-ticked]").textContent = this.boxes.filter((box) => box.checked).length;
  }
}

const define = () => customElements.get("filtered-checks") || customElements.define("filtered-checks", FilteredChecks);
// Not before the boxes are there: an element that is known while the page is read is connected empty.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", define);
else define();
