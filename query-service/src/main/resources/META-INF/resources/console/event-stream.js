/**
 * Server-sent events out of a response that was POSTed for (EventSource can only GET): yields `{ name, data }` with the data as JSON;
 * comments are passed over. Ends with the response; leaving the loop closes the connection.
 */
export async function* events(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    try {
        for (;;) {
            const { value, done } = await reader.read();
            if (done) {
                return;
            }
            const { complete, open } = split(rest + value);
            rest = open;
            for (const block of complete) {
                const event = parse(block);
                if (event) {
                    yield event;
                }
            }
        }
    } finally {
        await reader.cancel().catch(() => {});
    }
}

/** Whole events and what is left; a CR at the end may be half of a CRLF, so it waits. */
export function split(buffer) {
    const held = buffer.endsWith('\r') ? '\r' : '';
    const lines = (held ? buffer.slice(0, -1) : buffer).replace(/\r\n?/g, '\n');
    const blocks = lines.split('\n\n');
    const open = blocks.pop() + held;
    return { complete: blocks, open };
}

/** One event, or null where the block holds none. */
export function parse(block) {
    let name = 'message';
    const data = [];
    for (const line of block.split('\n')) {
        if (line.startsWith(':')) {
            continue;
        }
        const colon = line.indexOf(':');
        const field = colon < 0 ? line : line.slice(0, colon);
        const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
        if (field === 'event') {
            name = value;
        } else if (field === 'data') {
            data.push(value);
        }
    }
    return data.length > 0 ? { name, data: JSON.parse(data.join('\n')) } : null;
}
