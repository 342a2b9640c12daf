import { text } from 'kotae/text.js';
import { markdown } from 'kotae/markdown.js';

const MARKER = /\[(\d{1,3})]/g;
/** Marks of our own inside the Markdown, in a range that belongs to nobody; the text's own are taken out. */
const START = '\ue000';
const END = '\ue001';
/** What makes a line a heading, an item or a quotation stands before a mark. */
const LINE_START = /^[\s>#*+-]*(?:\d+[.)]\s+)?/;

/**
 * An answer's text as elements: its Markdown made harmless, each marker a small numbered button that opens the citation, and each
 * sentence that no chunk supports marked as such.
 *
 * @param open called with the marker and the button
 */
export function answerText(answer, open) {
    const fragment = markdown(withMarks(answer.text, answer.unsupported ?? []));
    const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
        nodes.push(walker.currentNode);
    }
    let doubtful = false;
    for (const node of nodes) {
        const code = node.parentElement?.closest('code, pre');
        const pieces = [];
        for (const piece of node.data.split(/([\ue000\ue001])/)) {
            if (piece === START || piece === END) {
                doubtful = piece === START;
                if (!doubtful) {
                    pieces.push(hint());
                }
            } else if (piece) {
                const drawn = code ? [piece] : withButtons(piece, answer, open);
                pieces.push(...doubtful ? [underlined(drawn)] : drawn);
            }
        }
        node.replaceWith(...pieces);
    }
    return fragment;
}

/** The Markdown with marks around the sentences that nothing supports. */
export function withMarks(source, unsupported) {
    let marked = '';
    let from = 0;
    for (const { start, end } of unsupported) {
        const first = start + LINE_START.exec(source.slice(start, end))[0].length;
        marked += clean(source.slice(from, first)) + START + clean(source.slice(first, end)) + END;
        from = end;
    }
    return marked + clean(source.slice(from));
}

function clean(source) {
    return source.replace(/[\ue000\ue001]/g, '');
}

function underlined(children) {
    const span = document.createElement('span');
    span.className = 'doubtful';
    span.title = text('answer.doubtful');
    span.append(...children);
    return span;
}

/** The same for those who hear the text. */
function hint() {
    const span = document.createElement('span');
    span.className = 'unseen';
    span.textContent = ` (${text('answer.doubtful')})`;
    return span;
}

function withButtons(data, answer, open) {
    const parts = [];
    let from = 0;
    for (const found of data.matchAll(MARKER)) {
        const marker = Number(found[1]);
        const citation = answer.citations.find(cited => cited.marker === marker);
        const source = answer.sources.find(given => given.marker === marker);
        if (!citation && !source) {
            continue; // square brackets of the text's own
        }
        // The space before a marker goes: the number clings to its sentence, and begins no line
        const before = data.slice(from, found.index).replace(/ $/, '');
        const drawn = button(marker, citation, citation ?? source, open);
        if (before || !parts.length) {
            const last = /\S?$/u.exec(before)[0];
            parts.push(before.slice(0, before.length - last.length), clinging(last, drawn));
        } else {
            parts.at(-1).append(drawn);
        }
        from = found.index + found[0].length;
    }
    return [...parts, data.slice(from)];
}

function clinging(...children) {
    const span = document.createElement('span');
    span.className = 'clinging';
    span.append(...children);
    return span;
}

function button(marker, citation, { title, documentId }, open) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'marker';
    button.textContent = marker;
    button.setAttribute('aria-label', text('citation.open', { n: marker, title: title ?? documentId }));
    if (citation && !citation.supported) {
        button.classList.add('unsupported');
        button.title = text('citation.unsupported');
    } else if (citation?.inferred) {
        button.classList.add('inferred');
        button.title = text('citation.inferred');
    }
    button.addEventListener('click', () => open(marker, button));
    return button;
}
