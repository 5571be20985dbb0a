/* vload - load generator for Veche's socket: one thread, epoll, no dependencies.  One line of JSON per measured phase.
 * cc -O2 -o vload vload.c
 *   vload --port P --mode idle|pair|group|fill|history --n N --tokens FILE --chats FILE [--secs S --runs R --sid PIDS ...]
 * tokens: one device token a line, connection i uses line i (history: all use line 0).  chats: one chat id a line, pair k uses
 * line k, the other modes line 0.  The load is the one xload puts on XMPP servers: the same texts, windows and turn-taking.
 * --raw 1 speaks to wslimit, which knows no sign-in and sends every frame to all the others.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include "meter.h"

enum { S_NONE, S_SHAKE, S_WELCOME, S_ON, S_DEAD };
enum { P_NONE, P_SAT, P_RATE, P_GROUP, P_FILL, P_HIST } phase = P_NONE;
typedef struct {
  int fd, idx, st, wr, dirty;
  char *rb, *wb;
  size_t rl, rc, wl, wc;
  uint64_t t0;
} Conn;

static char host[64] = "127.0.0.1", mode[32] = "pair", path[128] = "/socket", tokenfile[512], chatfile[512];
static int port = 8000, N = 100, conc = 50, runs = 3, window = 2, groupwin = 8, bodylen = 100, page = 50, raw = 0, verbose = 0, rates = 1, alone = 1, fullwin = 0;
static double secs = 5, peer_rate = 0;
static long count = 2000;
static Conn *cs;
static char **tokens, **chats;
static int ntokens, nchats, ep, tfd, online, dead, running, *dirtyq, ndirty, next_sender, inflight, rr, hist_left;
static uint64_t seqno, base, t_sent, t_deliv, hist_rows, sched_next, sched_gap, errors, resyncs, repeats;
static long fill_left;
static char pad[4096];
#define RING 65536
static uint32_t rcnt[RING];

static char **lines(const char *name, int *n) {
  FILE *f = fopen(name, "r");
  char b[512], **out = NULL;
  if (!f) { perror(name); exit(2); }
  for (*n = 0; fgets(b, sizeof b, f); (*n)++) {
    b[strcspn(b, "\r\n")] = 0;
    out = realloc(out, (*n + 1) * sizeof *out);
    out[*n] = strdup(b);
  }
  fclose(f);
  return out;
}

/* ---- writing ---- */
static void want(Conn *c, int write_too) {
  struct epoll_event e = {EPOLLIN | (write_too ? EPOLLOUT : 0), {.u32 = c->idx}};
  c->wr = write_too;
  epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e);
}
static void gone(Conn *c) {
  if (c->st == S_DEAD) return;
  c->st = S_DEAD;
  dead++;
  close(c->fd);
}
static void flushc(Conn *c) {
  while (c->wl) {
    ssize_t n = send(c->fd, c->wb, c->wl, MSG_NOSIGNAL);
    if (n < 0) { if (errno == EAGAIN) { if (!c->wr) want(c, 1); } else gone(c); return; }
    memmove(c->wb, c->wb + n, c->wl - n);
    c->wl -= n;
  }
  if (c->wr) want(c, 0);
}
static char *space(Conn *c, size_t n) {
  if (c->wl + n > c->wc) c->wb = realloc(c->wb, c->wc = (c->wl + n) * 2);
  if (!c->dirty) { c->dirty = 1; dirtyq[ndirty++] = c->idx; }
  return c->wb + c->wl;
}
static void flush_dirty(void) {
  for (int i = 0; i < ndirty; i++) {
    Conn *c = &cs[dirtyq[i]];
    c->dirty = 0;
    if (c->st != S_DEAD && c->st != S_NONE) flushc(c);
  }
  ndirty = 0;
}
static void frame_out(Conn *c, int op, const char *text, size_t l) {
  static const unsigned char key[4] = {0x5a, 0x11, 0xc3, 0x7e};
  unsigned char *f = (unsigned char *)space(c, l + 14);
  size_t o = 0;
  f[o++] = 0x80 | op;
  if (l < 126) f[o++] = 0x80 | l;
  else { f[o++] = 0x80 | 126; f[o++] = l >> 8; f[o++] = l & 255; }
  memcpy(f + o, key, 4);
  o += 4;
  for (size_t i = 0; i < l; i++) f[o++] = (unsigned char)text[i] ^ key[i & 3];
  c->wl += o;
}

/* ---- the commands ---- */
static void send_message(Conn *c, const char *chat, uint64_t ts) {
  char b[64], m[4400];
  int n = snprintf(b, sizeof b, "B:%llu:%llu:", (unsigned long long)seqno, (unsigned long long)ts), p = bodylen > n ? bodylen - n : 0;
  int l = snprintf(m, sizeof m, "{\"id\":%llu,\"cmd\":\"send_message\",\"chat\":%s,\"cid\":\"%d-%llu\",\"text\":\"%s%.*s\"}",
    (unsigned long long)seqno + 1, chat, c->idx, (unsigned long long)(base + seqno), b, p, pad);
  rcnt[seqno % RING] = 0;
  seqno++;
  t_sent++;
  if (measuring) m_sent++;
  frame_out(c, 1, m, l);
}
static void send_pair(Conn *c, uint64_t ts) { send_message(c, chats[c->idx / 2], ts); }
static void send_group(void) {
  next_sender = (next_sender + 7) % N;
  inflight++;
  send_message(&cs[next_sender], chats[0], now());
}
static void send_history(Conn *c) {
  char m[160];
  c->t0 = now();
  frame_out(c, 1, m, snprintf(m, sizeof m, "{\"id\":%llu,\"cmd\":\"history\",\"chat\":%s,\"limit\":%d}", (unsigned long long)++seqno, chats[0], page));
}

/* ---- reading ---- */
static int starts(const char *s, size_t n, const char *k) { size_t l = strlen(k); return n >= l && !memcmp(s, k, l); }
static void bad(const char *what, const char *s, size_t n) {
  if (errors++ < 5) fprintf(stderr, "%s: %.*s\n", what, (int)(n > 400 ? 400 : n), s);
}
static void delivered(Conn *c, const char *s, size_t n, uint64_t t) {
  const char *b = memmem(s, n, "\"B:", 3);
  char *e;
  if (!b || phase == P_NONE) return;
  uint64_t sq = strtoull(b + 3, &e, 10), ts = strtoull(e + 1, &e, 10);
  int fresh = measuring && ts >= phase_start;
  if (phase != P_GROUP && !(c->idx & 1)) return; /* the sender's own copy */
  t_deliv++;
  if (measuring) m_deliv++;
  if (phase == P_GROUP) {
    uint32_t all = raw ? N - 1 : N, seen = ++rcnt[sq % RING];
    if (seen > all) repeats++;
    if (seen != all) return;
    inflight--;
    m_done++;
    if (fresh) addlat(t - ts);
    if (running) send_group();
    return;
  }
  if (fresh) addlat(t - ts);
  if (phase == P_SAT && running) send_pair(&cs[c->idx - 1], now());
  else if (phase == P_FILL && fill_left > 0) { fill_left--; send_pair(&cs[0], now()); }
}
static void answered(Conn *c, const char *s, size_t n, uint64_t t) {
  if (memmem(s, n < 80 ? n : 80, "\"error\":", 8)) { bad("refused", s, n); return; }
  if (phase != P_HIST) { if (measuring) m_acked++; return; }
  for (const char *p = s; (p = memmem(p, n - (p - s), "\"text\":\"B:", 10)); p += 10) hist_rows++;
  m_done++;
  if (measuring) addlat(t - c->t0);
  if (running) send_history(c);
  else hist_left--;
}
static void frame_in(Conn *c, int op, const char *s, size_t n, uint64_t t) {
  if (verbose) fprintf(stderr, "[%d] op%d %.*s\n", c->idx, op, (int)n, s);
  if (op == 9) { frame_out(c, 10, s, n); return; }
  if (op == 8) { bad("closed", s, n); gone(c); return; }
  if (c->st == S_WELCOME) {
    if (!starts(s, n, "{\"ev\":\"welcome\"")) { bad("no welcome", s, n); return; }
    c->st = S_ON;
    online++;
    return;
  }
  if (starts(s, n, "{\"re\":")) answered(c, s, n, t);
  else if (starts(s, n, "{\"ev\":\"resync\"")) resyncs++;
  else if (raw || starts(s, n, "{\"ev\":\"message\"")) delivered(c, s, n, t);
}
static size_t shake(Conn *c, const char *p, size_t l) {
  const char *e = memmem(p, l, "\r\n\r\n", 4);
  if (!e) return 0;
  if (!starts(p, l, "HTTP/1.1 101")) { fprintf(stderr, "no upgrade: %.*s\n", (int)(l > 400 ? 400 : l), p); exit(3); }
  c->st = raw ? S_ON : S_WELCOME;
  online += raw;
  return e + 4 - p;
}
static void feed(Conn *c, char *p, size_t l, uint64_t t) {
  if (c->rl) {
    if (c->rl + l > c->rc) c->rb = realloc(c->rb, c->rc = (c->rl + l) * 2);
    memcpy(c->rb + c->rl, p, l);
    p = c->rb;
    l += c->rl;
    c->rl = 0;
  }
  if (c->st == S_SHAKE) { size_t k = shake(c, p, l); p += k; l -= k; }
  while (c->st > S_SHAKE && c->st != S_DEAD && l >= 2) {
    size_t pl = p[1] & 127, o = 2;
    if (pl == 126) { if (l < 4) break; pl = (size_t)(unsigned char)p[2] << 8 | (unsigned char)p[3]; o = 4; }
    else if (pl == 127) { if (l < 10) break; pl = 0; for (int i = 2; i < 10; i++) pl = pl << 8 | (unsigned char)p[i]; o = 10; }
    if (l < o + pl) break;
    frame_in(c, p[0] & 15, p + o, pl, t);
    p += o + pl;
    l -= o + pl;
  }
  if (l && c->st != S_DEAD) {
    if (l > c->rc) { char *nb = malloc(c->rc = l * 2); memcpy(nb, p, l); free(c->rb); c->rb = nb; }
    else memmove(c->rb, p, l);
    c->rl = l;
  }
}
static void readable(Conn *c) {
  static char b[1 << 18];
  ssize_t n = recv(c->fd, b, sizeof b, 0);
  if (n > 0) feed(c, b, n, now());
  else if (n == 0 || (errno != EAGAIN && errno != EINTR)) gone(c);
}

/* ---- the loop ---- */
static void hello(Conn *c) {
  char r[1024];
  int l = snprintf(r, sizeof r, "GET %s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n", path, host, port);
  if (!raw) l += snprintf(r + l, sizeof r - l, "Authorization: Bearer %s\r\n", tokens[!strcmp(mode, "history") ? 0 : c->idx]);
  l += snprintf(r + l, sizeof r - l, "\r\n");
  memcpy(space(c, l), r, l);
  c->wl += l;
  c->st = S_SHAKE;
  want(c, 0);
}
static void pump(uint64_t until) { /* one turn of the loop, which waits until then at most */
  struct epoll_event ev[512];
  uint64_t t = now();
  if (phase == P_RATE && running) {
    while (sched_next <= t) { send_pair(&cs[rr], sched_next); rr = (rr + 2) % (N & ~1); sched_next += sched_gap; }
    if (sched_next < until) until = sched_next;
  }
  flush_dirty();
  t = now();
  uint64_t d = until > t ? until - t : 1000;
  struct itimerspec its = {{0, 0}, {d / 1000000000ull, d % 1000000000ull}};
  timerfd_settime(tfd, 0, &its, NULL);
  int k = epoll_wait(ep, ev, 512, 1000);
  for (int i = 0; i < k; i++) {
    if (ev[i].data.u32 == 0xffffffffu) { uint64_t x; ssize_t r = read(tfd, &x, 8); (void)r; continue; }
    Conn *c = &cs[ev[i].data.u32];
    if (c->st == S_DEAD) continue;
    if (c->st == S_NONE) { hello(c); continue; }
    if (ev[i].events & EPOLLOUT) flushc(c);
    if (c->st != S_DEAD && ev[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(c);
  }
  flush_dirty();
}
static void run_for(double s) { uint64_t e = now() + (uint64_t)(s * 1e9); while (now() < e) pump(e); }
static void dial(int i) {
  Conn *c = &cs[i];
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
  struct epoll_event e = {EPOLLOUT | EPOLLIN, {.u32 = i}};
  int one = 1;
  c->idx = i;
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  inet_pton(AF_INET, host, &a.sin_addr);
  if (c->fd < 0 || (connect(c->fd, (void *)&a, sizeof a) < 0 && errno != EINPROGRESS)) { perror("connect"); exit(2); }
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e);
}
static double connect_all(void) {
  uint64_t t = now(), limit = t + 120000000000ull;
  for (int begun = 0; online < N;) {
    while (begun < N && begun - online < conc) dial(begun++);
    pump(now() + 100000000);
    if (dead || now() > limit) { fprintf(stderr, "connecting failed: %d on, %d lost\n", online, dead); exit(4); }
  }
  return (now() - t) / 1e9;
}

/* ---- the modes ---- */
static void drain(const char *after) {
  running = 0;
  for (uint64_t e = now() + 5000000000ull; now() < e && (phase == P_GROUP ? inflight > 0 : t_deliv < t_sent);) pump(now() + 20000000);
  long lost = phase == P_GROUP ? inflight : (long)(t_sent - t_deliv);
  if (lost) fprintf(stderr, "undelivered after %s: %ld\n", after, lost);
  inflight = 0;
  t_sent = t_deliv = 0;
}
static void measure(const char *name, double *least, const char *extra) {
  for (int r = 0; r < runs; r++) {
    char ex[256];
    hist_rows = 0;
    begin();
    run_for(secs);
    uint64_t rows = hist_rows;
    snprintf(ex, sizeof ex, "%s,\"rows\":%llu,\"errors\":%llu,\"resyncs\":%llu,\"repeats\":%llu,\"dead\":%d", extra, (unsigned long long)rows,
      (unsigned long long)errors, (unsigned long long)resyncs, (unsigned long long)repeats, dead);
    double d = report(mode, name, r + 1, N, ex);
    if (least && (*least == 0 || d < *least)) *least = d;
  }
}
static void at_rate(const char *name, double rate) {
  char ex[64];
  if (rate <= 0) return;
  snprintf(ex, sizeof ex, ",\"target_s\":%.1f", rate);
  phase = P_RATE;
  sched_gap = (uint64_t)(1e9 / rate);
  sched_next = now();
  running = 1;
  run_for(0.7);
  measure(name, NULL, ex);
  drain(name);
}
static void mode_pair(void) {
  double least = 0;
  phase = P_SAT;
  running = 1;
  for (int i = 0; i + 1 < N; i += 2) for (int w = 0; w < window; w++) send_pair(&cs[i], now());
  run_for(1);
  measure("sat", &least, "");
  drain("sat");
  at_rate("peer75", peer_rate);
  if (rates) at_rate("rate75", least * .75);
}
static void mode_group(void) {
  for (int q = alone ? 0 : 1; q < (fullwin ? 3 : 2); q++) {
    phase = P_GROUP;
    running = 1;
    for (int i = 0; i < (q == 2 ? fullwin : q ? groupwin : 1); i++) send_group();
    run_for(0.7);
    measure(q == 2 ? "group_full" : q ? "group_sat" : "group_one", NULL, "");
    drain("group");
    run_for(0.3);
  }
}
static void mode_fill(void) {
  phase = P_FILL;
  begin();
  fill_left = count - window;
  for (int i = 0; i < window && i < count; i++) send_pair(&cs[0], now());
  for (uint64_t e = now() + 170000000000ull; t_deliv < (uint64_t)count && now() < e;) pump(now() + 100000000);
  report(mode, "fill", 1, N, "");
}
static void mode_history(void) {
  phase = P_HIST;
  for (int q = 0; q < 2; q++) {
    char ex[32];
    running = 1;
    hist_left = q ? N : 1;
    snprintf(ex, sizeof ex, ",\"clients\":%d", hist_left);
    for (int i = 0, k = hist_left; i < k; i++) send_history(&cs[i]);
    run_for(0.5);
    measure(q ? "history_8" : "history_1", NULL, ex);
    running = 0;
    for (uint64_t e = now() + 5000000000ull; hist_left > 0 && now() < e;) pump(now() + 20000000);
  }
}
static void mode_idle(double took, double cpu, double own) {
  char b;
  printf("{\"mode\":\"idle\",\"phase\":\"connect\",\"n\":%d,\"secs\":%.3f,\"logins_s\":%.1f,\"srv_cpu_s\":%.2f,\"gen_cpu_s\":%.2f}\n", N, took, N / took, cpu, own);
  fflush(stdout);
  fcntl(0, F_SETFL, O_NONBLOCK);
  for (int i = 0; i < 1200 && read(0, &b, 1) == -1; i++) run_for(0.05);
  if (dead) fprintf(stderr, "lost while idle: %d\n", dead);
}
static int option(const char *k, char *v) {
  struct { const char *k; int *v; } ints[] = {{"port", &port}, {"n", &N}, {"conc", &conc}, {"runs", &runs}, {"window", &window}, {"groupwin", &groupwin},
    {"bodylen", &bodylen}, {"page", &page}, {"raw", &raw}, {"verbose", &verbose}, {"rates", &rates}, {"alone", &alone}, {"fullwin", &fullwin}};
  struct { const char *k; char *v; size_t n; } strs[] = {{"mode", mode, sizeof mode}, {"path", path, sizeof path}, {"tokens", tokenfile, sizeof tokenfile}, {"chats", chatfile, sizeof chatfile}};
  for (size_t i = 0; i < sizeof ints / sizeof *ints; i++) if (!strcmp(k, ints[i].k)) { *ints[i].v = atoi(v); return 1; }
  for (size_t i = 0; i < sizeof strs / sizeof *strs; i++) if (!strcmp(k, strs[i].k)) { snprintf(strs[i].v, strs[i].n, "%s", v); return 1; }
  if (!strcmp(k, "secs")) secs = atof(v);
  else if (!strcmp(k, "count")) count = atol(v);
  else if (!strcmp(k, "peer-rate")) peer_rate = atof(v);
  else if (!strcmp(k, "sid")) meter_roots(v);
  else return 0;
  return 1;
}
int main(int ac, char **av) {
  for (int i = 1; i + 1 < ac; i += 2)
    if (strncmp(av[i], "--", 2) || !option(av[i] + 2, av[i + 1])) { fprintf(stderr, "unknown %s\n", av[i]); return 2; }
  struct rlimit rl;
  getrlimit(RLIMIT_NOFILE, &rl);
  rl.rlim_cur = rl.rlim_max;
  setrlimit(RLIMIT_NOFILE, &rl);
  memset(pad, 'x', sizeof pad - 1);
  struct timespec wall;
  clock_gettime(CLOCK_REALTIME, &wall); /* client ids that no earlier run used */
  base = (uint64_t)wall.tv_sec * 1000000ull + wall.tv_nsec / 1000;
  if (raw) { chats = calloc(N, sizeof *chats); for (int i = 0; i < N; i++) chats[i] = "4503599627370496"; }
  else {
    tokens = lines(tokenfile, &ntokens);
    if (*chatfile) chats = lines(chatfile, &nchats);
    if (ntokens < (strcmp(mode, "history") ? N : 1) || (strcmp(mode, "idle") && nchats < (strcmp(mode, "pair") ? 1 : N / 2))) { fprintf(stderr, "too few tokens or chats\n"); return 2; }
  }
  cs = calloc(N + 2, sizeof *cs);
  dirtyq = calloc(N + 2, sizeof(int));
  ep = epoll_create1(0);
  tfd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  struct epoll_event te = {EPOLLIN, {.u32 = 0xffffffffu}};
  epoll_ctl(ep, EPOLL_CTL_ADD, tfd, &te);
  double s0 = srv_cpu(), g0 = my_cpu(), took = connect_all();
  if (!strcmp(mode, "idle")) { mode_idle(took, srv_cpu() - s0, my_cpu() - g0); return dead ? 1 : 0; }
  run_for(0.5);
  if (!strcmp(mode, "pair")) mode_pair();
  else if (!strcmp(mode, "group")) mode_group();
  else if (!strcmp(mode, "fill")) mode_fill();
  else if (!strcmp(mode, "history")) mode_history();
  else return 2;
  if (errors || dead) fprintf(stderr, "errors: %llu, lost connections: %d\n", (unsigned long long)errors, dead);
  return errors || dead ? 1 : 0;
}
