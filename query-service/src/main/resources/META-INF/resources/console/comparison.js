import { after as answerAfter, begun as answerBegun, failed as answerFailed, isOpen, stopped as answerStopped } from './answer.js';

const NONE = [];

/**
 * Two answers to one question as they come about: `sides` in the order in which they are shown, `state` `open`, then `ended`,
 * `stopped` or `failed` (nothing came about at all, `problem` says why). Who wrote them is not known here before the vote.
 */
export function begun(question) {
    return { question, state: 'open', sides: [answerBegun(question), answerBegun(question)] };
}

/** The comparison after one more event of its stream. */
export function after(comparison, { name, data }) {
    const each = change => ({ ...comparison, sides: comparison.sides.map(change) });
    switch (name) {
        case 'started':
            return each((side, at) => ({ ...side, id: data.answers[at], language: data.language }));
        case 'sources':
            return each(side => answerAfter(side, { name, data }));
        case 'token':
        case 'citation':
        case 'completed':
        case 'failed':
            return each((side, at) => at === data.number - 1 ? answerAfter(side, { name, data }) : side);
        case 'ended':
            return { ...comparison, state: 'ended' };
        default:
            return comparison;
    }
}

export function failed(comparison, problem) {
    return {
        ...comparison,
        state: 'failed',
        problem,
        sides: comparison.sides.map(side => isOpen(side) ? answerFailed(side, problem) : side),
    };
}

export function stopped(comparison) {
    return { ...comparison, state: 'stopped', sides: comparison.sides.map(side => isOpen(side) ? answerStopped(side) : side) };
}

/**
 * The sides as they are shown: while one is still being written, the other is shown no further, so that neither a model's pace nor the
 * size of its pieces tells which it is; citations come with the end.
 */
export function paced({ sides }) {
    const open = sides.filter(isOpen);
    if (open.length === 0) {
        return sides;
    }
    const least = Math.min(...open.map(side => side.text.length));
    const { state } = open.find(side => side.text.length === least);
    return sides.map(side => side.state === 'failed' ? side : {
        ...side,
        state,
        text: side.text.length > least ? side.text.slice(0, least).replace(/\[[^\]]*$/, '') : side.text,
        citations: NONE,
        unsupported: NONE,
        noAnswer: false,
    });
}

/** Whether there is something to choose between: two answers from the documents. */
export function canBeVotedOn({ state, sides }) {
    return state === 'ended' && sides.every(side => side.state === 'completed' && !side.noAnswer);
}
