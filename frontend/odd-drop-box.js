// Of elements that take one file: a box with a button into which a file can also be dropped.
export const DROP_STYLE = `
  .drop { border: 1px dashed var(--odd-line-strong); border-radius: var(--odd-radius-s); padding: 20px 16px;
          display: flex; flex-wrap: wrap; gap: 8px 14px; align-items: center; color: var(--odd-mute); }
  .drop.over { border-color: var(--odd-accent); background: var(--odd-accent-soft); }
  input { display: none; }
  button { font: inherit; font-weight: 550; color: var(--odd-ink); background: var(--odd-surface); cursor: pointer;
           border: 1px solid var(--odd-line-strong); border-radius: var(--odd-radius-s); padding: 6px 12px; }
  button:hover { background: var(--odd-hover); }
  button:focus-visible { outline: 2px solid var(--odd-accent); outline-offset: 1px; }
`;

/** @param root has a .drop with a button and an input of files */
export function listen(root, take) {
  const drop = root.querySelector('.drop');
  const input = drop.querySelector('input');
  drop.querySelector('button').addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    const [file] = input.files;
    if (file) take(file);
    input.value = '';
  });
  for (const type of ['dragenter', 'dragover', 'dragleave', 'drop']) {
    drop.addEventListener(type, event => {
      event.preventDefault();
      drop.classList.toggle('over', type === 'dragenter' || type === 'dragover');
      if (type === 'drop' && event.dataTransfer.files.length > 0) take(event.dataTransfer.files[0]);
    });
  }
}
