// Entry point of the webview: defines the elements. The page holds a <kubereach-preview>.
import './elements/kubereach-preview.ts';
