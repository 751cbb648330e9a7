// Shows what needs a passkey only where the browser knows passkeys, and says so when one does not answer.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.PublicKeyCredential) return;
  for (const door of document.querySelectorAll("[data-key-door]")) door.hidden = false;
});

document.addEventListener("allauth.error", (event) => {
  const trouble = document.querySelector("[data-key-trouble]");
  if (!trouble) return;
  event.preventDefault();
  trouble.hidden = false;
});
