// Runs before anything is painted, so that a chosen theme does not flash: a classic script, the first of every page
(() => {
    const theme = localStorage.getItem('kotae.theme');
    if (theme === 'light' || theme === 'dark') {
        document.documentElement.dataset.theme = theme;
    }
})();
