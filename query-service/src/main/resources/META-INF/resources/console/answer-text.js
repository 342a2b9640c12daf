import { text } from 'kotae/text.js';
import { markdown } from 'kotae/markdown.js';

const MARKER = /\[(\d{1,3})]/g;

/**
 * An answer's text as elements: its Markdown made harmless, and each marker a small numbered button that opens the citation.
 *
 * @param open called with the marker and the button
 */
export function answerText(answer, open) {
    const fragment = markdown(answer.text);
    const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) {
        if (!walker.currentNode.parentElement?.closest('code, pre')) {
            nodes.push(walker.currentNode);
        }
    }
    nodes.forEach(node => node.replaceWith(...parts(node.data, answer, open)));
    return fragment;
}

function parts(data, answer, open) {
    const parts = [];
    let from = 0;
    for (const found of data.matchAll(MARKER)) {
        const marker = Number(found[1]);
        const citation = answer.citations.find(cited => cited.marker === marker);
        const source = answer.sources.find(given => given.marker === marker);
        if (!citation && !source) {
            continue; // square brackets of the text's own
        }
        // The space before a marker goes: the number clings to its sentence
        parts.push(data.slice(from, found.index).replace(/ $/, ''), button(marker, citation, citation ?? source, open));
        from = found.index + found[0].length;
    }
    return [...parts, data.slice(from)];
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
