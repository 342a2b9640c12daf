/**
 * What was asked in this browser, newest first: kept in localStorage, sent nowhere, cleared by the reader. Of the documents only the
 * quotes are kept, since a chunk may be meant for fewer eyes tomorrow than today.
 */
const KEY = 'kotae.history';
const MOST = 100;

export function entries() {
    try {
        const kept = JSON.parse(localStorage.getItem(KEY) ?? '[]');
        return Array.isArray(kept) ? kept : [];
    } catch {
        return [];
    }
}

/** Keeps a completed answer. */
export function keep(answer) {
    const entry = {
        id: answer.id,
        at: new Date().toISOString(),
        question: answer.question,
        language: answer.language,
        text: answer.text,
        noAnswer: answer.noAnswer,
        model: answer.model,
        citations: answer.citations,
        unsupported: answer.unsupported,
    };
    write([entry, ...entries().filter(other => other.id !== answer.id)].slice(0, MOST));
}

export function forget(id) {
    write(entries().filter(entry => entry.id !== id));
}

export function clear() {
    localStorage.removeItem(KEY);
}

/** Where the browser's room is used up, the oldest go first. */
function write(list) {
    for (let kept = list; ; kept = kept.slice(0, Math.floor(kept.length / 2))) {
        try {
            localStorage.setItem(KEY, JSON.stringify(kept));
            return;
        } catch (full) {
            if (kept.length === 0) {
                throw full;
            }
        }
    }
}
