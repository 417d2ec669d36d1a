// Reading only: a request of a till has to be signed, which this page cannot do.
window.SwaggerUIBundle({
  url: '/openapi.json',
  domNode: document.getElementById('document'),
  supportedSubmitMethods: [],
  validatorUrl: null,
  defaultModelsExpandDepth: 0,
});
