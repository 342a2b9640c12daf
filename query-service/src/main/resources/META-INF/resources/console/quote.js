/**
 * Where a quote stands in a chunk, as `[before, quote, after]`: word for word, else with any white space between the words; null where
 * it does not stand there.
 */
export function locate(quote, chunk) {
    if (!quote) {
        return null;
    }
    const start = chunk.indexOf(quote);
    if (start >= 0) {
        return cut(chunk, start, quote.length);
    }
    const words = quote.trim().split(/\s+/).map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const found = new RegExp(words.join('\\s+'), 'u').exec(chunk);
    return found ? cut(chunk, found.index, found[0].length) : null;
}

function cut(text, start, length) {
    return [text.slice(0, start), text.slice(start, start + length), text.slice(start + length)];
}
