import { LitElement } from 'lit';

/** What Kotae's elements are: styled by the page's own style sheets (no shadow), and drawn anew when the language changes. */
export class KotaeElement extends LitElement {
    #redraw = () => this.requestUpdate();

    createRenderRoot() {
        return this;
    }

    connectedCallback() {
        super.connectedCallback();
        document.addEventListener('kotae-language', this.#redraw);
    }

    disconnectedCallback() {
        super.disconnectedCallback();
        document.removeEventListener('kotae-language', this.#redraw);
    }
}
