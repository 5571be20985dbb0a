/* xload - load generator for XMPP servers (TCP, plain): one thread, epoll.  One line of JSON per measured phase.
 * cc -O2 -o xload xload.c
 *   xload --port P --domain D --mode idle|pair|group|fill|history --n N [--secs S --runs R --sid PIDS ...]
 * ../load/vload.c puts the same load on Veche.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include "../load/meter.h"

enum { S_NONE, S_FEAT1, S_AUTH, S_FEAT2, S_BIND, S_SM, S_ON, S_DEAD };
typedef struct {
  int fd, idx, user, st, joined, wr, dirty;
  char *rb;
  size_t rl, rc, scan, ss;
  int depth;
  char *wb;
  size_t wl, wc;
  uint32_t h;
  int sm;
  uint64_t acked, sent;
  uint64_t t0;
} C;

static char domain[128] = "bench.local", conf[160], host[64] = "127.0.0.1", mode[32] = "pair", room[64] = "r1";
static int port = 5222, N = 100, use_sm = 1, rates = 1, alone = 1, full_win = 0, conc = 50, runs = 3, window = 4, bodylen = 100, first = 0,
           hist_page = 50;
static double secs = 5;
static long count = 100000;
static int muc_win = 8;
static int same_user = -1;
static double rate_abs = 0;
static C *cs;
static int ep, tfd;
static int online = 0, dead = 0, joined = 0;
static int *dirtyq, ndirty = 0;

/* ---- phase accounting ---- */
enum { P_NONE, P_SAT, P_RATE, P_MUC, P_FILL, P_HIST } phase = P_NONE;
static int running = 0;
static uint64_t t_sent, t_deliv;
/* ---- output ---- */
static void flushc(C *c) {
  while (c->wl) {
    ssize_t n = send(c->fd, c->wb, c->wl, MSG_NOSIGNAL);
    if (n < 0) {
      if (errno == EAGAIN) {
        if (!c->wr) {
          c->wr = 1;
          struct epoll_event e = {EPOLLIN | EPOLLOUT, {.u32 = c->idx}};
          epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e);
        }
        return;
      }
      c->st = S_DEAD;
      return;
    }
    memmove(c->wb, c->wb + n, c->wl - n);
    c->wl -= n;
  }
  if (c->wr) {
    c->wr = 0;
    struct epoll_event e = {EPOLLIN, {.u32 = c->idx}};
    epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e);
  }
}
static void out(C *c, const char *fmt, ...) {
  va_list ap;
  for (;;) {
    va_start(ap, fmt);
    int n = vsnprintf(c->wb + c->wl, c->wc - c->wl, fmt, ap);
    va_end(ap);
    if ((size_t)n < c->wc - c->wl) {
      c->wl += n;
      break;
    }
    c->wc = c->wc * 2 + n;
    c->wb = realloc(c->wb, c->wc);
  }
  if (!c->dirty) {
    c->dirty = 1;
    dirtyq[ndirty++] = c->idx;
  }
}
static void flush_dirty(void) {
  for (int i = 0; i < ndirty; i++) {
    C *c = &cs[dirtyq[i]];
    c->dirty = 0;
    if (c->st != S_DEAD && c->st != S_NONE) flushc(c);
  }
  ndirty = 0;
}

static const char b64t[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static void b64(const unsigned char *in, int n, char *o) {
  int i;
  for (i = 0; i + 2 < n; i += 3) {
    *o++ = b64t[in[i] >> 2];
    *o++ = b64t[(in[i] & 3) << 4 | in[i + 1] >> 4];
    *o++ = b64t[(in[i + 1] & 15) << 2 | in[i + 2] >> 6];
    *o++ = b64t[in[i + 2] & 63];
  }
  if (i < n) {
    *o++ = b64t[in[i] >> 2];
    if (i + 1 < n) {
      *o++ = b64t[(in[i] & 3) << 4 | in[i + 1] >> 4];
      *o++ = b64t[(in[i + 1] & 15) << 2];
    } else {
      *o++ = b64t[(in[i] & 3) << 4];
      *o++ = '=';
    }
    *o++ = '=';
  }
  *o = 0;
}

static void hdr(C *c) {
  out(c, "<?xml version='1.0'?><stream:stream to='%s' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>",
      domain);
}
static char pad[4096];
static uint64_t seqno = 0;
static void send_chat(C *c, int to, uint64_t ts) {
  char b[64];
  int n = snprintf(b, sizeof b, "B:%llu:%llu:", (unsigned long long)seqno, (unsigned long long)ts);
  int p = bodylen - n;
  if (p < 0) p = 0;
  out(c, "<message type='chat' to='u%d@%s' id='m%llu'><body>%s%.*s</body></message>", to, domain, (unsigned long long)seqno, b, p, pad);
  seqno++;
  if (c->sm) out(c, "<r xmlns='urn:xmpp:sm:3'/>");
  c->sent++;
  t_sent++;
  if (measuring) m_sent++;
}
#define RING 65536
static uint32_t rcnt[RING];
static int muc_inflight = 0;
static void send_room(C *c, uint64_t ts) {
  char b[64];
  int n = snprintf(b, sizeof b, "B:%llu:%llu:", (unsigned long long)seqno, (unsigned long long)ts);
  int p = bodylen - n;
  if (p < 0) p = 0;
  rcnt[seqno % RING] = 0;
  out(c, "<message type='groupchat' to='%s@%s' id='m%llu'><body>%s%.*s</body></message>", room, conf, (unsigned long long)seqno, b, p, pad);
  seqno++;
  muc_inflight++;
  t_sent++;
  if (measuring) m_sent++;
}
static void send_hist(C *c) {
  c->t0 = now();
  out(c,
      "<iq type='set' id='h%llu'><query xmlns='urn:xmpp:mam:2' queryid='q'><x xmlns='jabber:x:data' type='submit'><field var='FORM_TYPE' "
      "type='hidden'><value>urn:xmpp:mam:2</value></field><field var='with'><value>u1@%s</value></field></x><set "
      "xmlns='http://jabber.org/protocol/rsm'><max>%d</max><before/></set></query></iq>",
      (unsigned long long)seqno++, domain, hist_page);
}

static uint64_t sent_total = 0;
static uint64_t hist_rows = 0;
static int hist_left = 0;
static long fill_left = 0;
static int next_sender = 0;
static void on_body(C *c, const char *s, size_t n, uint64_t t) {
  const char *b = memmem(s, n, "<body>B:", 8);
  if (!b) return;
  char *e;
  uint64_t sq = strtoull(b + 8, &e, 10);
  uint64_t ts = strtoull(e + 1, &e, 10);
  t_deliv++;
  if (measuring) m_deliv++;
  if (phase == P_SAT) {
    if (measuring && ts >= phase_start) addlat(t - ts);
    if (running && (c->idx & 1)) send_chat(&cs[c->idx - 1], c->user, now());
  } else if (phase == P_RATE) {
    if (measuring && ts >= phase_start) addlat(t - ts);
  } else if (phase == P_FILL) {
    if (fill_left > 0) {
      fill_left--;
      send_chat(&cs[0], cs[1].user, now());
    }
  } else if (phase == P_MUC) {
    if (++rcnt[sq % RING] == (uint32_t)joined) {
      muc_inflight--;
      m_done++;
      if (measuring && ts >= phase_start) addlat(t - ts);
      if (running) {
        next_sender = (next_sender + 7) % N;
        send_room(&cs[next_sender], now());
      }
    }
  }
}
static int has(const char *s, size_t n, const char *k) { return memmem(s, n, k, strlen(k)) != NULL; }
static int starts(const char *s, size_t n, const char *k) {
  size_t l = strlen(k);
  return n >= l && !memcmp(s, k, l);
}
static int verbose = 0;
static void stanza(C *c, const char *s, size_t n, uint64_t t) {
  if (verbose) fprintf(stderr, "[%d] %.*s\n", c->idx, (int)n, s);
  if (c->st == S_ON) {
    if (starts(s, n, "<message")) {
      c->h++;
      if (phase == P_HIST) {
        if (has(s, n, "<result")) hist_rows++;
        return;
      }
      on_body(c, s, n, t);
      return;
    }
    if (starts(s, n, "<r ") || starts(s, n, "<r/")) {
      out(c, "<a xmlns='urn:xmpp:sm:3' h='%u'/>", c->h);
      return;
    }
    if (starts(s, n, "<a ")) {
      const char *h = memmem(s, n, "h=", 2);
      if (h) {
        uint64_t v = strtoull(h + 3, NULL, 10);
        if (v > c->acked) {
          if (measuring) m_acked += v - c->acked;
          c->acked = v;
        }
      }
      return;
    }
    if (starts(s, n, "<presence")) {
      c->h++;
      if (!c->joined && has(s, n, "110") && has(s, n, "/n")) {
        c->joined = 1;
        joined++;
      } else if (has(s, n, "type='error'") || has(s, n, "type=\"error\"")) {
        fprintf(stderr, "presence error: %.*s\n", (int)(n > 400 ? 400 : n), s);
      }
      return;
    }
    if (starts(s, n, "<iq")) {
      c->h++;
      if (phase == P_HIST && (has(s, n, "id='h") || has(s, n, "id=\"h"))) {
        if (has(s, n, "error")) {
          fprintf(stderr, "hist error %.*s\n", (int)(n > 500 ? 500 : n), s);
          exit(3);
        }
        m_done++;
        if (measuring) addlat(t - c->t0);
        if (running)
          send_hist(c);
        else
          hist_left--;
      } else if (has(s, n, "type='get'") || has(s, n, "type=\"get\"")) {
        const char *i = memmem(s, n, " id=", 4);
        if (i) {
          char q = i[4];
          const char *e = memchr(i + 5, q, s + n - i - 5);
          if (e) out(c, "<iq type='result' id='%.*s'/>", (int)(e - i - 5), i + 5);
        }
      }
      return;
    }
    return;
  }
  switch (c->st) {
  case S_FEAT1:
    if (starts(s, n, "<stream:features")) {
      char raw[128], o[200];
      int l = snprintf(raw, sizeof raw, "%cu%d%cp", 0, c->user, 0);
      b64((unsigned char *)raw, l, o);
      out(c, "<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>%s</auth>", o);
      c->st = S_AUTH;
    }
    break;
  case S_AUTH:
    if (starts(s, n, "<success")) {
      c->st = S_FEAT2;
      c->depth = -100;
      hdr(c);
    } else {
      fprintf(stderr, "auth: %.*s\n", (int)n, s);
      exit(3);
    }
    break;
  case S_FEAT2:
    if (starts(s, n, "<stream:features")) {
      out(c, "<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>");
      c->st = S_BIND;
    }
    break;
  case S_BIND:
    if (starts(s, n, "<iq")) {
      if (has(s, n, "error")) {
        fprintf(stderr, "bind: %.*s\n", (int)n, s);
        exit(3);
      }
      if (use_sm) {
        out(c, "<enable xmlns='urn:xmpp:sm:3'/>");
        c->st = S_SM;
      } else {
        out(c, "<presence/>");
        c->st = S_ON;
        online++;
      }
    }
    break;
  case S_SM:
    if (starts(s, n, "<enabled")) {
      c->sm = 1;
      c->h = 0;
      out(c, "<presence/>");
      c->st = S_ON;
      online++;
    } else if (starts(s, n, "<failed")) {
      fprintf(stderr, "sm failed\n");
      exit(3);
    }
    break;
  }
}

static void parse(C *c) {
  uint64_t t = now();
  size_t base = 0;
  for (;;) {
    char *lt = memchr(c->rb + c->scan, '<', c->rl - c->scan);
    if (!lt) {
      c->scan = c->rl;
      break;
    }
    char *gt = memchr(lt, '>', c->rb + c->rl - lt);
    if (!gt) {
      c->scan = lt - c->rb;
      break;
    }
    c->scan = gt + 1 - c->rb;
    if (lt[1] == '?') {
      base = c->scan;
      continue;
    }
    if (lt[1] == '/') {
      c->depth--;
      if (c->depth == 0) {
        if (c->st != S_DEAD) {
          c->st = S_DEAD;
          dead++;
        }
        return;
      }
    } else if (gt[-1] == '/') {
      if (c->depth == 1) c->ss = lt - c->rb;
    } else {
      if (c->depth == 1) c->ss = lt - c->rb;
      c->depth++;
      if (c->depth == 1) {
        base = c->scan;
        continue;
      }
    }
    if (c->depth == 1) {
      stanza(c, c->rb + c->ss, c->scan - c->ss, t);
      base = c->scan;
      if (c->depth == -100) c->depth = 0;
    }
  }
  if (c->depth > 1)
    base = c->ss;
  else if (c->scan < c->rl)
    base = c->scan;
  else
    base = c->rl;
  if (base) {
    memmove(c->rb, c->rb + base, c->rl - base);
    c->rl -= base;
    c->scan -= base;
    c->ss = c->ss >= base ? c->ss - base : 0;
  }
}

static void readable(C *c) {
  for (;;) {
    if (c->rc - c->rl < 16384) {
      c->rc = c->rc ? c->rc * 2 : 4096;
      if (c->rc - c->rl < 2048) c->rc += 4096;
      if (c->rc < c->rl + 4096) c->rc = c->rl + 4096;
      c->rb = realloc(c->rb, c->rc);
    }
    size_t room_ = c->rc - c->rl;
    ssize_t n = recv(c->fd, c->rb + c->rl, room_, 0);
    if (n == 0) {
      if (c->st != S_DEAD) {
        c->st = S_DEAD;
        dead++;
      }
      close(c->fd);
      return;
    }
    if (n < 0) {
      if (errno != EAGAIN && c->st != S_DEAD) {
        c->st = S_DEAD;
        dead++;
        close(c->fd);
      }
      return;
    }
    c->rl += n;
    parse(c);
    if (c->st == S_DEAD) {
      return;
    }
    if ((size_t)n < room_) return;
  }
}

static double sched_rate = 0;
static uint64_t sched_next = 0, sched_gap = 0;
static int rr = 0;
static void pump(uint64_t until) { /* one loop turn, waits at most to `until` */
  struct epoll_event ev[512];
  uint64_t t = now();
  if (phase == P_RATE && running) {
    while (sched_next <= t) {
      C *c = &cs[rr];
      rr = (rr + 2) % (N & ~1);
      send_chat(c, cs[c->idx + 1].user, sched_next);
      sched_next += sched_gap;
    }
    if (sched_next < until) until = sched_next;
  }
  flush_dirty();
  t = now();
  uint64_t d = until > t ? until - t : 1000;
  struct itimerspec its = {{0, 0}, {d / 1000000000ull, d % 1000000000ull}};
  timerfd_settime(tfd, 0, &its, NULL);
  int k = epoll_wait(ep, ev, 512, 1000);
  for (int i = 0; i < k; i++) {
    if (ev[i].data.u32 == 0xffffffffu) {
      uint64_t x;
      ssize_t r = read(tfd, &x, 8);
      (void)r;
      continue;
    }
    C *c = &cs[ev[i].data.u32];
    if (c->st == S_DEAD) continue;
    if (c->st == S_NONE) {
      c->st = S_FEAT1;
      hdr(c);
      struct epoll_event e = {EPOLLIN, {.u32 = c->idx}};
      epoll_ctl(ep, EPOLL_CTL_MOD, c->fd, &e);
      continue;
    }
    if (ev[i].events & EPOLLOUT) flushc(c);
    if (ev[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) readable(c);
  }
  flush_dirty();
}
static void run_for(double s) {
  uint64_t e = now() + (uint64_t)(s * 1e9);
  while (now() < e) pump(e);
}

static void start_conn(int i) {
  C *c = &cs[i];
  c->idx = i;
  c->user = same_user >= 0 ? same_user : first + i;
  c->st = S_NONE;
  c->wc = 512;
  c->wb = malloc(c->wc);
  c->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  int one = 1;
  setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
  inet_pton(AF_INET, host, &a.sin_addr);
  struct epoll_event e = {EPOLLOUT | EPOLLIN, {.u32 = i}};
  if (connect(c->fd, (void *)&a, sizeof a) < 0 && errno != EINPROGRESS) {
    perror("connect");
    exit(2);
  }
  epoll_ctl(ep, EPOLL_CTL_ADD, c->fd, &e);
}
static double connect_all(void) {
  uint64_t t = now(), lim = t + 120000000000ull;
  int st = 0;
  while (online < N) {
    while (st < N && st - online < conc) start_conn(st++);
    pump(now() + 100000000);
    if (dead) {
      fprintf(stderr, "dead %d online %d\n", dead, online);
      exit(4);
    }
    if (now() > lim) {
      fprintf(stderr, "connect timeout online=%d\n", online);
      exit(4);
    }
  }
  return (now() - t) / 1e9;
}

static double drain(void) {
  running = 0;
  uint64_t e = now() + 5000000000ull;
  while (now() < e) {
    if (phase == P_MUC) {
      if (muc_inflight <= 0) break;
    } else if (t_deliv >= t_sent)
      break;
    pump(now() + 20000000);
  }
  sent_total += t_sent;
  double lost = (double)t_sent - (double)t_deliv;
  if (phase == P_MUC) {
    lost = muc_inflight;
    muc_inflight = 0;
  }
  t_sent = t_deliv = 0;
  return lost;
}

int main(int ac, char **av) {
  for (int i = 1; i + 1 < ac; i += 2) {
    char *k = av[i] + 2, *v = av[i + 1];
    if (!strcmp(k, "port"))
      port = atoi(v);
    else if (!strcmp(k, "domain"))
      snprintf(domain, sizeof domain, "%s", v);
    else if (!strcmp(k, "mode"))
      snprintf(mode, sizeof mode, "%s", v);
    else if (!strcmp(k, "n"))
      N = atoi(v);
    else if (!strcmp(k, "sm"))
      use_sm = atoi(v);
    else if (!strcmp(k, "conc"))
      conc = atoi(v);
    else if (!strcmp(k, "runs"))
      runs = atoi(v);
    else if (!strcmp(k, "window"))
      window = atoi(v);
    else if (!strcmp(k, "secs"))
      secs = atof(v);
    else if (!strcmp(k, "count"))
      count = atol(v);
    else if (!strcmp(k, "groupwin"))
      muc_win = atoi(v);
    else if (!strcmp(k, "room"))
      snprintf(room, sizeof room, "%s", v);
    else if (!strcmp(k, "first"))
      first = atoi(v);
    else if (!strcmp(k, "rate"))
      rate_abs = atof(v);
    else if (!strcmp(k, "verbose"))
      verbose = atoi(v);
    else if (!strcmp(k, "rates"))
      rates = atoi(v);
    else if (!strcmp(k, "alone"))
      alone = atoi(v);
    else if (!strcmp(k, "fullwin"))
      full_win = atoi(v);
    else if (!strcmp(k, "sid"))
      meter_roots(v);
    else {
      fprintf(stderr, "unknown --%s\n", k);
      return 2;
    }
  }
  snprintf(conf, sizeof conf, "conference.%s", domain);
  memset(pad, 'x', sizeof pad - 1);
  if (!strcmp(mode, "history")) same_user = 0;
  cs = calloc(N + 2, sizeof *cs);
  dirtyq = calloc(N + 2, sizeof(int));
  ep = epoll_create1(0);
  tfd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
  struct epoll_event te = {EPOLLIN, {.u32 = 0xffffffffu}};
  epoll_ctl(ep, EPOLL_CTL_ADD, tfd, &te);
  double s0 = srv_cpu(), g0 = my_cpu();
  double ct = connect_all();
  double s1 = srv_cpu();
  if (!strcmp(mode, "idle")) {
    printf("{\"mode\":\"idle\",\"phase\":\"connect\",\"n\":%d,\"secs\":%.3f,\"logins_s\":%.1f,\"srv_cpu_s\":%.2f,\"gen_cpu_s\":%.2f}\n", N,
           ct, N / ct, s1 - s0, my_cpu() - g0);
    fflush(stdout);
    struct epoll_event ie = {EPOLLIN, {.u32 = 0xffffffffu}};
    (void)ie;
    fcntl(0, F_SETFL, O_NONBLOCK);
    char b;
    for (int i = 0; i < 600; i++) {
      if (read(0, &b, 1) != -1) break;
      run_for(0.05);
    }
    return 0;
  }
  run_for(0.5);
  if (!strcmp(mode, "fill")) {
    phase = P_FILL;
    begin();
    fill_left = count - window;
    for (int i = 0; i < window; i++) send_chat(&cs[0], cs[1].user, now());
    uint64_t lim = now() + 170000000000ull;
    while (t_deliv < (uint64_t)count && now() < lim) pump(now() + 100000000);
    report(mode, "fill", 1, N, "");
    return 0;
  }
  if (!strcmp(mode, "pair")) {
    double sat[16];
    phase = P_SAT;
    running = 1;
    if (rate_abs == 0) {
      for (int i = 0; i + 1 < N; i += 2)
        for (int w = 0; w < window; w++) send_chat(&cs[i], cs[i + 1].user, now());
      run_for(1.0);
      for (int r = 0; r < runs && r < 16; r++) {
        begin();
        run_for(secs);
        double el = (now() - phase_start) / 1e9;
        sat[r] = m_deliv / el;
        report(mode, "sat", r + 1, N, "");
      }
      double l = drain();
      fprintf(stderr, "undelivered after sat: %.0f\n", l);
      double mn = sat[0];
      for (int r = 0; r < runs; r++)
        if (sat[r] < mn) mn = sat[r];
      sched_rate = mn < 4 ? 4 : mn; /* a machine that stands still is no reason to divide by nothing */
    } else
      sched_rate = rate_abs;
    for (int q = rates == 2 ? 0 : 1; q < 2 && rates; q++) {
      double R = sched_rate * (q ? .75 : .25);
      phase = P_RATE;
      sched_gap = (uint64_t)(1e9 / R);
      sched_next = now();
      running = 1;
      run_for(0.7);
      for (int r = 0; r < runs; r++) {
        char ex[64];
        snprintf(ex, sizeof ex, ",\"target_s\":%.1f", R);
        begin();
        run_for(secs);
        report(mode, q ? "rate75" : "rate25", r + 1, N, ex);
      }
      double l = drain();
      fprintf(stderr, "undelivered after rate: %.0f\n", l);
    }
    printf("{\"mode\":\"pair\",\"phase\":\"total\",\"sent_total\":%llu}\n", (unsigned long long)sent_total);
    return 0;
  }
  if (!strcmp(mode, "group")) {
    uint64_t t = now(), lim = t + 150000000000ull;
    int st = 0;
    while (joined < N) {
      while (st < N && st - joined < (joined == 0 ? 1 : 10)) {
        out(&cs[st], "<presence to='%s@%s/n%d'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>", room,
            conf, st);
        st++;
      }
      pump(now() + 100000000);
      if (now() > lim) {
        fprintf(stderr, "join timeout %d\n", joined);
        exit(4);
      }
    }
    double jt = (now() - t) / 1e9;
    run_for(2.0);
    printf("{\"mode\":\"group\",\"phase\":\"join\",\"n\":%d,\"secs\":%.2f,\"joins_s\":%.1f}\n", N, jt, N / jt);
    fflush(stdout);
    for (int q = alone ? 0 : 1; q < (full_win ? 3 : 2); q++) {
      phase = P_MUC;
      running = 1;
      int w = q == 2 ? full_win : q ? muc_win : 1;
      for (int i = 0; i < w; i++) {
        next_sender = (next_sender + 7) % N;
        send_room(&cs[next_sender], now());
      }
      run_for(0.7);
      for (int r = 0; r < runs; r++) {
        begin();
        run_for(secs);
        report(mode, q == 2 ? "group_full" : q ? "group_sat" : "group_one", r + 1, N, "");
      }
      double l = drain();
      if (l) fprintf(stderr, "incomplete room messages: %.0f\n", l);
      run_for(0.3);
    }
    return 0;
  }
  if (!strcmp(mode, "history")) {
    phase = P_HIST;
    int steps[2] = {1, N};
    for (int q = 0; q < 2; q++) {
      running = 1;
      hist_left = steps[q];
      for (int i = 0; i < steps[q]; i++) send_hist(&cs[i]);
      run_for(0.5);
      for (int r = 0; r < runs; r++) {
        char ex[64];
        hist_rows = 0;
        begin();
        run_for(secs);
        snprintf(ex, sizeof ex, ",\"rows\":%llu,\"clients\":%d", (unsigned long long)hist_rows, steps[q]);
        report(mode, q ? "history_8" : "history_1", r + 1, N, ex);
      }
      running = 0;
      uint64_t e = now() + 5000000000ull;
      while (hist_left > 0 && now() < e) pump(now() + 20000000);
    }
    return 0;
  }
  return 2;
}
