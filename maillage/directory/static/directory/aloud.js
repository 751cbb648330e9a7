// Reads the summary of a record aloud, where the browser has a voice for the language of the page.
const offer = document.querySelector("[data-aloud]");
const told = document.querySelector("[data-aloud-text]");
const voices = window.speechSynthesis;
const language = document.documentElement.lang;

const voice = () => voices.getVoices().find((one) => one.lang.toLowerCase().split(/[-_]/)[0] === language);

const words = () => {
  const title = document.querySelector("h1");
  return [title, told].map((part) => part.innerText.trim()).join(". ").replace(/\s*\n\s*/g, ". ");
};

const prepare = () => {
  const button = offer.querySelector("button");
  const stop = offer.querySelector("[data-aloud-stop]").textContent;
  const label = [...button.childNodes].find((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim());
  const start = label.textContent;
  const silent = () => { label.textContent = start; };

  offer.hidden = false;
  button.addEventListener("click", () => {
    if (voices.speaking) {
      voices.cancel();
      silent();
      return;
    }
    const speech = new SpeechSynthesisUtterance(words());
    speech.voice = voice();
    speech.lang = language;
    speech.onend = silent;
    speech.onerror = silent;
    label.textContent = stop;
    voices.speak(speech);
  });
  window.addEventListener("pagehide", () => voices.cancel());
};

if (offer && told && voices) {
  // Some browsers know their voices only after a while.
  if (voice()) prepare();
  else voices.addEventListener("voiceschanged", () => { if (offer.hidden && voice()) prepare(); });
}
