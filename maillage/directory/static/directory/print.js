// Offers the browser's own way to print the page, in a place where it is seen.
const offer = document.querySelector("[data-print]");

if (offer && window.print) {
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => window.print());
}
