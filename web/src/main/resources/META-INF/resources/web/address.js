/** An address that a page may link to: absolute, http or https, without a password. Else null, and the text alone is shown. */
export function linkable(address) {
    try {
        const url = new URL(address);
        return ['http:', 'https:'].includes(url.protocol) && !url.username && !url.password ? url.href : null;
    } catch {
        return null;
    }
}
