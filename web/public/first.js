// Runs before the first paint, so that a chosen theme or language never flashes the other one.
(function () {
  try {
    var theme = localStorage.getItem("veche.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    var locale = localStorage.getItem("veche.locale") || (/^(ru|be|uk|kk)\b/i.test(navigator.language) ? "ru" : "en");
    document.documentElement.lang = locale;
  } catch (e) {
    // Storage may be closed to us (private window): the system's theme is right then.
  }
})();
// The browser offers installing once and early; the settings show the offer when somebody looks there.
addEventListener("beforeinstallprompt", function (event) {
  event.preventDefault();
  window.vecheInstall = event;
});
addEventListener("appinstalled", function () {
  delete window.vecheInstall;
});
