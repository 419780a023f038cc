// Shows small images at whole multiples of their size; the box keeps its place, so nothing jumps.
const fit = image => {
  const edge = Number(image.getAttribute('width'));
  const size = Math.max(image.naturalWidth, image.naturalHeight);
  if (!edge || !size) return;
  const ratio = window.devicePixelRatio || 1;
  const zoom = Math.floor((edge * ratio) / size);
  image.classList.toggle('odd-crisp-image--reduced', zoom < 1);
  image.style.padding = zoom < 1 ? '' : `${(edge - (zoom * size) / ratio) / 2}px`;
};

const fitAll = () => document.querySelectorAll('img.odd-crisp-image').forEach(image => image.complete && fit(image));

// "load" does not bubble, so it is caught on its way down.
document.addEventListener('load', event => event.target.matches?.('img.odd-crisp-image') && fit(event.target), true);
window.addEventListener('resize', fitAll);
fitAll();
