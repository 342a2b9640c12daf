/** Light, dark, or what the reader's system says. theme-first.js applies the choice before the first paint. */
const KEY = 'kotae.theme';

export const THEMES = ['auto', 'light', 'dark'];

export function theme() {
    return document.documentElement.dataset.theme ?? 'auto';
}

export function setTheme(name) {
    if (name === 'auto') {
        localStorage.removeItem(KEY);
        delete document.documentElement.dataset.theme;
    } else {
        localStorage.setItem(KEY, name);
        document.documentElement.dataset.theme = name;
    }
    document.dispatchEvent(new CustomEvent('kotae-theme'));
}

/** Whether the page is dark now, for what is drawn and not styled (charts). */
export function isDark() {
    return theme() === 'dark' || (theme() === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () =>
    document.dispatchEvent(new CustomEvent('kotae-theme')));
