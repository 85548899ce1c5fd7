// A drawn signature: strokes as numbers in a hidden field. An ornament; nothing depends on it.

const LIMIT = 2000;

const start = (box) => {
  const area = box.querySelector("[data-signature-pad]");
  const canvas = area.querySelector("canvas");
  const field = box.querySelector("input[name=drawing]");
  area.hidden = false;
  const pad = new window.SignaturePad(canvas, { minWidth: 0.8, maxWidth: 2, penColor: "#1b2c63" });

  const number = (value) => Math.min(Math.max(Math.round(value), 0), LIMIT);
  const keep = () => {
    const strokes = pad.toData().map((group) => group.points.map(({ x, y }) => [number(x), number(y)]));
    field.value = strokes.length ? JSON.stringify({ strokes }) : "";
  };
  const kept = () => {
    try {
      return (JSON.parse(field.value || "{}").strokes || []).map((points) => ({
        minWidth: 0.8, maxWidth: 2, dotSize: 0, penColor: "#1b2c63", velocityFilterWeight: 0.7, compositeOperation: "source-over",
        points: points.map(([x, y]) => ({ x, y, time: 0, pressure: 0.5 })),
      }));
    } catch {
      return [];
    }
  };
  // The canvas takes the size it has on the page, and what was drawn stays.
  const fit = () => {
    if (!canvas.offsetWidth) return;
    const strokes = kept();
    const scale = Math.max(window.devicePixelRatio || 1, 1);
    canvas.width = canvas.offsetWidth * scale;
    canvas.height = canvas.offsetHeight * scale;
    canvas.getContext("2d").scale(scale, scale);
    pad.clear();
    if (strokes.length) pad.fromData(strokes);
  };

  pad.addEventListener("endStroke", keep);
  box.querySelector("[data-signature-clear]").addEventListener("click", () => {
    pad.clear();
    keep();
  });
  box.addEventListener("toggle", fit);
  window.addEventListener("resize", fit);
  if (field.value) box.open = true;
  fit();
};

document.querySelectorAll("[data-signature]").forEach(start);
