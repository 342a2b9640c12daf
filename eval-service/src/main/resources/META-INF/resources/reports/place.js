/** Where the page is: `#/now?collection=guide`, `#/pinned/<id>`, `#/experiments` or `#/experiments/<id>`. */
export const FILTERS = ['collection', 'language', 'from', 'to', 'model', 'origin'];

export function place() {
    const [path, query = ''] = location.hash.replace(/^#\/?/, '').split('?');
    const parameters = new URLSearchParams(query);
    const pinned = path.startsWith('pinned/') ? path.slice('pinned/'.length) : null;
    const experiments = path === 'experiments' || path.startsWith('experiments/');
    return { pinned, experiments, experiment: path.slice('experiments/'.length), filter: Object.fromEntries(FILTERS.map(name => [name, parameters.get(name) ?? ''])) };
}

export function addressOf(filter) {
    const parameters = new URLSearchParams(Object.entries(filter).filter(([, value]) => value));
    return `#/now${parameters.size ? `?${parameters}` : ''}`;
}

export function labelOf(row) {
    return row.revision ? `${row.model} (${row.revision})` : row.model;
}
