import { get } from './service.js';

/** What can be asked, and about what: read once, and anew when the reader wants. */
let models = null;
let collections = null;

export async function readModels({ fresh = false } = {}) {
    models = models && !fresh ? models : get('/api/models').then(found => found.models);
    models.catch(() => { models = null; });
    return models;
}

export async function readCollections() {
    collections ??= get('/api/collections').then(found => found.collections);
    collections.catch(() => { collections = null; });
    return collections;
}

/** What the reader calls a model. */
export function nameOf(model) {
    return model.displayName ?? model.name ?? model.id;
}

/** The models in which every word of a search stands somewhere. */
export function matching(models, search) {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return models.filter(model => {
        const all = [model.id, model.displayName, model.provider, model.revision, model.state, ...model.languages ?? [], ...model.tags ?? []]
            .filter(Boolean).join(' ').toLowerCase();
        return words.every(word => all.includes(word));
    });
}
