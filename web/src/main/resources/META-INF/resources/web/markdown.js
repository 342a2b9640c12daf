import 'dompurify';
import 'markdown-it';

// Both are scripts that leave one global behind
const parser = globalThis.markdownit({ html: false, linkify: false, typographer: false });
const purifier = globalThis.DOMPurify;

const ALLOWED = {
    ALLOWED_TAGS: ['p', 'br', 'hr', 'em', 'strong', 's', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'h3', 'h4', 'h5', 'h6',
        'table', 'thead', 'tbody', 'tr', 'th', 'td'],
    ALLOWED_ATTR: ['start'],
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
    RETURN_DOM_FRAGMENT: true,
};

// A text that a model wrote is text: what it links to or shows from elsewhere is not fetched, followed or drawn. Its links stay readable
// as they were written; the links of a page are those that Kotae itself makes of citations.
parser.disable(['link', 'image', 'autolink', 'reference', 'html_inline', 'html_block', 'entity']);
parser.renderer.rules.heading_open = (tokens, at) => `<h${heading(tokens[at])}>`;
parser.renderer.rules.heading_close = (tokens, at) => `</h${heading(tokens[at])}>\n`;

/** The page's own headings end at the second level. */
function heading(token) {
    return Math.min(6, Number(token.tag.slice(1)) + 2);
}

/** Markdown as a fragment of harmless elements: no link, no image, no attribute but a list's start. */
export function markdown(source) {
    return purifier.sanitize(parser.render(source), ALLOWED);
}
