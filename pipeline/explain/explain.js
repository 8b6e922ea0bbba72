'use strict';
(() => {
  const tip = document.getElementById('tip');
  const side = document.querySelector('aside');
  const rows = [...document.querySelectorAll('svg .row')];
  const item = (row) => document.getElementById('i' + row.dataset.row);

  // The row that is looked at, on the page and in the list.
  const activate = (row) => {
    document.querySelectorAll('.active').forEach((e) => e.classList.remove('active'));
    row.classList.add('active');
    item(row).classList.add('active');
    // Beside the pages the list scrolls by itself; below them it must not pull the window away from the row.
    if (side.scrollHeight > side.clientHeight) side.scrollTop = item(row).offsetTop - side.clientHeight / 3;
  };

  const showTip = (row, x, y) => {
    const title = document.createElement('strong');
    title.textContent = row.getAttribute('aria-label');
    tip.replaceChildren(title, item(row).querySelector('.why').cloneNode(true));
    tip.hidden = false;
    const width = tip.offsetWidth, height = tip.offsetHeight;
    tip.style.left = Math.max(4, Math.min(x + 14, innerWidth - width - 8)) + 'px';
    tip.style.top = Math.max(4, y + 18 + height > innerHeight ? y - height - 14 : y + 18) + 'px';
  };
  const hideTip = () => { tip.hidden = true; };

  const go = (target) => {
    target.scrollIntoView({block: 'center'});
    target.focus({preventScroll: true});
  };

  for (const row of rows) {
    row.addEventListener('mousemove', (e) => showTip(row, e.clientX, e.clientY));
    row.addEventListener('mouseleave', hideTip);
    row.addEventListener('focus', () => {
      activate(row);
      const box = row.getBoundingClientRect();
      showTip(row, box.left, box.bottom);
    });
    row.addEventListener('blur', hideTip);
    const toList = () => {
      activate(row);
      item(row).scrollIntoView({block: 'nearest'});
    };
    row.addEventListener('click', toList);
    row.addEventListener('keydown', (e) => {
      if (e.key !== 'Enter' && e.key !== ' ') return;
      e.preventDefault();
      toList();
      item(row).querySelector('button').focus();
    });
  }

  for (const button of document.querySelectorAll('aside button')) {
    button.addEventListener('click', () => {
      const target = document.getElementById(button.dataset.target);
      if (target) go(target);
    });
  }

  for (const box of document.querySelectorAll('input[data-class]')) {
    box.addEventListener('change', () => document.body.classList.toggle('hide-' + box.dataset.class, !box.checked));
  }

  document.addEventListener('scroll', hideTip, {passive: true});
  document.addEventListener('keydown', (e) => {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === 'Escape') hideTip();
    const at = rows.findIndex((row) => row.classList.contains('active'));
    let next;
    if (e.key === 'j') next = rows[at + 1];
    if (e.key === 'k') next = rows[at - 1];
    if (e.key === 'r') next = rows.find((row, i) => i > at && row.classList.contains('review'));
    if (next) go(next);
  });
})();
