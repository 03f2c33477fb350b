// Shows the description of the API; what is tried here is sent with the token that the reader gives, never with cookies.
(() => {
  "use strict";
  const place = document.getElementById("swagger-ui");
  const schema = place.dataset.schema;
  place.textContent = "";
  window.SwaggerUIBundle({
    url: schema,
    domNode: place,
    deepLinking: true,
    presets: [window.SwaggerUIBundle.presets.apis],
    layout: "BaseLayout",
    validatorUrl: null,
    persistAuthorization: false,
    requestInterceptor: (request) => Object.assign(request, { credentials: "omit" }),
  });
})();
