// The phone's camera reads labels where the browser can; without it the field is filled by hand or scanner.
"use strict";
(() => {
  const form = document.querySelector("form[data-scan]");
  if (!form) return;
  const field = form.querySelector("#code");
  field.focus();
  const button = form.querySelector("[data-scan-camera]");
  const view = form.querySelector("[data-scan-view]");
  const [wanted, seen] = ["scan-camera", "scan-last"]; // kept for this tab
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let stream = null;

  const stop = () => {
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    view.hidden = true;
  };

  const look = async () => {
    if (!stream) return;
    const found = await detector.detect(view).catch(() => []);
    const text = found.length ? found[0].rawValue.trim() : "";
    if (text && text.length <= 100 && text !== sessionStorage.getItem(seen)) {
      sessionStorage.setItem(seen, text); // the same label is still in view when the page has come again
      field.value = text;
      stop();
      form.requestSubmit();
      return;
    }
    setTimeout(look, 200);
  };

  const start = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch {
      sessionStorage.removeItem(wanted);
      return;
    }
    view.srcObject = stream;
    view.hidden = false;
    await view.play();
    look();
  };

  button.hidden = false;
  button.addEventListener("click", () => {
    if (stream) { stop(); sessionStorage.removeItem(wanted); return; }
    sessionStorage.setItem(wanted, "on");
    sessionStorage.removeItem(seen);
    start();
  });
  window.addEventListener("pagehide", stop);
  if (sessionStorage.getItem(wanted)) start();
})();
