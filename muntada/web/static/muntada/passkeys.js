// A form marked data-passkey asks the browser for a passkey before it is sent; nothing else on the page changes.
(() => {
  "use strict";
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const letters = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer)))
      .replace(/\+/g, "-")
      .replace(/\//g, "_")
      .replace(/=+$/, "");
  const described = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

  function opened({ publicKey }) {
    const options = { ...publicKey, challenge: bytes(publicKey.challenge) };
    if (options.user) options.user = { ...options.user, id: bytes(options.user.id) };
    if (options.excludeCredentials) options.excludeCredentials = described(options.excludeCredentials);
    if (options.allowCredentials) options.allowCredentials = described(options.allowCredentials);
    return { publicKey: options };
  }

  function written(credential) {
    const response = {};
    for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
      if (credential.response[name]) response[name] = letters(credential.response[name]);
    }
    if (credential.response.getTransports) response.transports = credential.response.getTransports();
    const id = letters(credential.rawId);
    return JSON.stringify({ id, rawId: id, type: credential.type, response, clientExtensionResults: {} });
  }

  async function ask(form) {
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    const given = await fetch(form.dataset.options, { method: "POST", body, redirect: "manual" });
    if (given.type === "opaqueredirect") return null;
    if (!given.ok) throw new Error(`options: ${given.status}`);
    const options = opened(await given.json());
    const credentials = navigator.credentials;
    return form.dataset.passkey === "create" ? credentials.create(options) : credentials.get(options);
  }

  document.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-passkey]");
    if (!form) return;
    event.preventDefault();
    const failed = form.querySelector("[data-failed]");
    const button = form.querySelector("button");
    failed.hidden = true;
    button.disabled = true;
    try {
      const credential = await ask(form);
      // Without a recent proof the server answers by a redirection: sent as it is, the form leads there.
      if (credential) form.elements.credential.value = written(credential);
      form.submit();
    } catch (error) {
      failed.hidden = false;
      button.disabled = false;
      button.focus();
    }
  });
})();
