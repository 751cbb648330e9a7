// Offers to search around the reader: the position is asked for only then, rounded to some 100 m, sent once, kept nowhere.
const offer = document.querySelector("[data-near]");

if (offer && navigator.geolocation) {
  const form = offer.closest("form");
  const refused = form.querySelector("[data-near-refused]");
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const field = form.querySelector("[name=pres]") ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name: "pres" }));
        field.value = `${coords.latitude.toFixed(3)},${coords.longitude.toFixed(3)}`;
        form.elements.commune.value = "";
        form.requestSubmit();
      },
      () => { refused.hidden = false; },
      { maximumAge: 60000, timeout: 10000 },
    );
  });
}
