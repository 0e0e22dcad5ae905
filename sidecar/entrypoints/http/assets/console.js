// Makes the pages quicker to read, never right: each says all of this without script, in UTC and as of its making.

const DAY = 1440;

/** Same words as the server's: '3 h 12 min', '2 d 4 h late'. */
function left(until) {
  const minutes = (Date.parse(until) + clockSkew - Date.now()) / 60000;
  const total = Math.floor(Math.abs(minutes));
  const days = Math.floor(total / DAY);
  const hours = Math.floor((total % DAY) / 60);
  const rest = total % 60;
  let text = `${rest} min`;
  if (days > 0) text = hours > 0 ? `${days} d ${hours} h` : `${days} d`;
  else if (hours > 0) text = rest > 0 ? `${hours} h ${rest} min` : `${hours} h`;
  return minutes < 0 ? `${text} late` : text;
}

// The server's clock counts: a phone that is ten minutes off must not show ten minutes that are not there.
const made = document.querySelector('meta[name="made-at"]');
const clockSkew = made ? Date.now() - Date.parse(made.content) : 0;

// The words around are English and the days read 4 Aug 2026; only the zone is the reader's.
const local = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});

function localise(root) {
  for (const time of root.querySelectorAll('time[data-moment]')) {
    const utc = time.textContent;
    time.textContent = local.format(new Date(time.dateTime));
    time.title = utc;
    time.removeAttribute('data-moment');
  }
}

function tick() {
  for (const time of document.querySelectorAll('time[data-until]')) {
    const text = left(time.dataset.until);
    if (time.textContent !== text) time.textContent = text;
  }
}

/** A link to a folded part opens it. */
function unfold() {
  const part = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const folded = part && (part.matches('details') ? part : part.closest('details'));
  if (folded) folded.open = true;
}

localise(document);
tick();
unfold();
setInterval(tick, 15000);
addEventListener('hashchange', unfold);
document.addEventListener('htmx:load', (event) => {
  localise(event.target);
  tick();
});
