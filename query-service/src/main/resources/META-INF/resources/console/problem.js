import { text } from 'kotae/text.js';

/** What went wrong with a request, in words for the reader. `code` is the service's stable code, `status` 0 where it was not reached. */
export class Problem extends Error {
    constructor(code, message, { status = 0, traceId } = {}) {
        super(message);
        this.code = code;
        this.status = status;
        this.traceId = traceId;
    }

    /** Reads a response that is not a success. */
    static async of(response) {
        const body = await response.json().catch(() => ({}));
        const code = body.code ?? `http-${response.status}`;
        const wait = response.headers.get('Retry-After');
        const words = response.status === 401 ? text('token.needed')
            : response.status === 429 && wait ? text('failed.busy', { n: wait })
                : body.detail ?? body.title ?? text('failed.status', { n: response.status });
        return new Problem(code, words, { status: response.status, traceId: body.traceId });
    }

    /** The service did not answer at all. */
    static unreachable() {
        return new Problem('unreachable', text('failed.unreachable'));
    }

    /** A stream ended without saying how. */
    static cutOff() {
        return new Problem('cut-off', text('failed.cut-off'));
    }
}
