// Runs before the first paint, so that a chosen theme or language never flashes the other one.
(function () {
  var locale = "";
  try {
    var theme = localStorage.getItem("veche.theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    locale = localStorage.getItem("veche.locale") || (/^(ru|be|uk|kk)\b/i.test(navigator.language) ? "ru" : "en");
    document.documentElement.lang = locale;
    // Little traffic: the type of the system is there already.
    if (localStorage.getItem("veche.low_data") === "1") document.documentElement.dataset.frugal = "";
  } catch (e) {
    // Storage may be closed to us (private window): the system's theme is right then.
  }
  // The words are asked for now, and not when the client has come and knows that it wants them.
  var words = document.querySelector('meta[name="words-' + locale + '"]');
  if (words) {
    var link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = words.content;
    document.head.append(link);
  }
})();
// The connection is made while the client is still on its way; core/browser.ts takes it over with what it has heard.
(function () {
  try {
    // Of the same account that core/accounts.ts will choose; a connection of another one is not taken over.
    var known = JSON.parse(localStorage.getItem("veche.accounts") || "[]");
    var wanted = [
      new URLSearchParams(location.search).get("account"),
      sessionStorage.getItem("veche.account"),
      localStorage.getItem("veche.account"),
    ];
    var id = known[0] && known[0].id;
    for (var at = wanted.length - 1; at >= 0; at -= 1) {
      for (var one of known) if (String(one.id) === wanted[at]) id = one.id;
    }
    var path = "/socket?lang=" + document.documentElement.lang + (id ? "&account=" + id : "");
    var socket = new WebSocket(location.origin.replace(/^http/, "ws") + path);
    socket.heard = [];
    socket.onmessage = function (event) {
      socket.heard.push(event);
    };
    window.vecheSocket = socket;
  } catch (e) {
    // The client makes its own.
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
