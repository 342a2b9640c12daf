/**
 * An answer as it comes about: what is known of it after each event. Plain values, drawn by `answer-view.js`; `state` is `waiting`
 * (nothing found yet), `reading` (sources are there), `writing`, then `completed`, `failed` or `stopped`.
 */
export function begun(question) {
    return { question, state: 'waiting', text: '', sources: [], citations: [], unsupported: [], noAnswer: false };
}

/** The answer after one more event of its stream. */
export function after(answer, { name, data }) {
    switch (name) {
        case 'sources':
            return { ...answer, state: 'reading', sources: data.hits };
        case 'token':
            return { ...answer, state: 'writing', text: answer.text + data.text };
        case 'citation':
            return { ...answer, citations: [...answer.citations, data] };
        case 'completed':
            // The final text replaces what was streamed: it has the inferred markers too
            return { ...answer, ...data, state: 'completed' };
        case 'failed':
            return { ...answer, id: data.id, state: 'failed', problem: { code: data.code, message: data.detail, traceId: data.traceId } };
        default:
            return answer; // what a newer service may send besides
    }
}

export function failed(answer, problem) {
    return { ...answer, state: 'failed', problem: { code: problem.code, message: problem.message, traceId: problem.traceId } };
}

export function stopped(answer) {
    return { ...answer, state: 'stopped' };
}

export function isOpen(answer) {
    return ['waiting', 'reading', 'writing'].includes(answer.state);
}

/** The chunk that a citation points to, where it is still known. */
export function chunkOf(answer, citation) {
    return answer.sources.find(source => source.marker === citation.marker);
}

/** Where in its document a chunk stands: a first heading that is the document's title is said already. */
export function placeOf({ title, section }) {
    if (!section || section === title) {
        return '';
    }
    return title && section.startsWith(`${title} > `) ? section.slice(title.length + 3) : section;
}
