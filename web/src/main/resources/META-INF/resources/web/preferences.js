import { html } from 'lit';
import { KotaeElement } from './element.js';
import { LANGUAGES, language, setLanguage, text } from './text.js';
import { THEMES, setTheme, theme } from './theme.js';

/** Language and theme: `<kotae-preferences></kotae-preferences>`, for the end of a page's header. */
class Preferences extends KotaeElement {
    render() {
        return html`
            <label class="quiet"><span class="unseen">${text('preferences.language')}</span>
                <select class="plain" @change=${event => setLanguage(event.target.value)}>
                    ${Object.entries(LANGUAGES).map(([code, name]) =>
                        html`<option value=${code} lang=${code} ?selected=${code === language()}>${name}</option>`)}
                </select>
            </label>
            <label class="quiet"><span class="unseen">${text('preferences.theme')}</span>
                <select class="plain" @change=${event => setTheme(event.target.value)}>
                    ${THEMES.map(name =>
                        html`<option value=${name} ?selected=${name === theme()}>${text(`preferences.theme.${name}`)}</option>`)}
                </select>
            </label>`;
    }
}

customElements.define('kotae-preferences', Preferences);
