// Leaves a page about violence at once: by the link, or by Escape pressed three times. This page is left out of the history.
const way = document.querySelector("[data-quick-exit]");
const PRESSES = 3;
const WITHIN = 3000; // milliseconds
let pressed = [];

const leave = () => {
  document.body.hidden = true; // gone before the other page has come
  location.replace(way.href);
};

way?.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});

document.addEventListener("keydown", (event) => {
  if (!way || event.key !== "Escape") return;
  pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN), event.timeStamp];
  if (pressed.length >= PRESSES) leave();
});
