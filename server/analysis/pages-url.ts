// Where the rules' pages are published; apart from the pages themselves, which the server's bundle leaves out.

/** Where the pages are published. */
export const PAGES_URL = 'https://github.com/kubereach/kubereach/blob/main/docs/rules';
