/* What both load generators measure with: the clock, CPU seconds of the server's whole process tree, and what else runs. */
#ifndef METER_H
#define METER_H
#include <ctype.h>
#include <dirent.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

static uint64_t now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000ull + t.tv_nsec;
}

static int roots[16], nroots = 0;
static void meter_roots(char *list) {
  for (char *p = strtok(list, ","); p && nroots < 16; p = strtok(NULL, ",")) roots[nroots++] = atoi(p);
}

/* CPU seconds of the given processes and of all their descendants, the dead ones that were waited for included. */
static double srv_cpu(void) {
  static struct { int pid, ppid, in; double cpu; } all[8192];
  int n = 0, changed = 1;
  double total = 0, tick = sysconf(_SC_CLK_TCK);
  struct dirent *e;
  char path[300], b[1024];
  if (!nroots) return 0;
  DIR *d = opendir("/proc");
  while ((e = readdir(d)) && n < 8192) {
    if (!isdigit((unsigned char)e->d_name[0])) continue;
    snprintf(path, sizeof path, "/proc/%s/stat", e->d_name);
    int f = open(path, O_RDONLY);
    if (f < 0) continue;
    ssize_t got = read(f, b, sizeof b - 1);
    close(f);
    if (got <= 0) continue;
    b[got] = 0;
    char *q = strrchr(b, ')');
    int ppid;
    unsigned long ut, st;
    long cut, cst;
    if (!q || sscanf(q + 2, "%*c %d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu %ld %ld", &ppid, &ut, &st, &cut, &cst) < 5) continue;
    all[n].pid = atoi(e->d_name);
    all[n].ppid = ppid;
    all[n].cpu = (ut + st + cut + cst) / tick;
    all[n].in = 0;
    for (int i = 0; i < nroots; i++) all[n].in |= all[n].pid == roots[i];
    n++;
  }
  closedir(d);
  while (changed) {
    changed = 0;
    for (int i = 0; i < n; i++)
      if (!all[i].in)
        for (int j = 0; j < n; j++)
          if (all[j].in && all[j].pid == all[i].ppid) { all[i].in = changed = 1; break; }
  }
  for (int i = 0; i < n; i++) if (all[i].in) total += all[i].cpu;
  return total;
}

static double sys_busy(void) {
  unsigned long long u = 0, n = 0, s = 0, id, io, hi = 0, si = 0;
  FILE *f = fopen("/proc/stat", "r");
  if (!f) return 0;
  if (fscanf(f, "cpu %llu %llu %llu %llu %llu %llu %llu", &u, &n, &s, &id, &io, &hi, &si) != 7) u = 0;
  fclose(f);
  return (u + n + s + hi + si) / (double)sysconf(_SC_CLK_TCK);
}

static double my_cpu(void) {
  struct rusage r;
  getrusage(RUSAGE_SELF, &r);
  return r.ru_utime.tv_sec + r.ru_stime.tv_sec + (r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

/* One measured phase: what was counted, the latencies, and its line of JSON. */
static int measuring = 0;
static uint64_t m_sent, m_deliv, m_acked, m_done, phase_start;
static uint32_t *lat;
static size_t nlat, clat;
static double c_srv, c_me, c_sys;

static void addlat(uint64_t ns) {
  if (nlat == clat) { clat = clat ? clat * 2 : 1 << 16; lat = realloc(lat, clat * 4); }
  uint64_t us = ns / 1000;
  lat[nlat++] = us > 0xffffffffu ? 0xffffffffu : us;
}
static int cmpu(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return x < y ? -1 : x > y;
}
static double pct(double p) { return nlat ? lat[(size_t)(p * (nlat - 1))] / 1000.0 : -1; }

static void begin(void) {
  nlat = 0;
  m_sent = m_deliv = m_acked = m_done = 0;
  c_srv = srv_cpu(); c_me = my_cpu(); c_sys = sys_busy();
  phase_start = now();
  measuring = 1;
}
static double report(const char *mode, const char *ph, int run, int n, const char *extra) {
  measuring = 0;
  double el = (now() - phase_start) / 1e9, cs_ = srv_cpu() - c_srv, cm = my_cpu() - c_me, oth = (sys_busy() - c_sys - cs_ - cm) / el;
  if (nlat) qsort(lat, nlat, 4, cmpu);
  printf("{\"mode\":\"%s\",\"phase\":\"%s\",\"run\":%d,\"n\":%d,\"secs\":%.3f,\"sent\":%llu,\"delivered\":%llu,\"acked\":%llu,\"done\":%llu,"
    "\"delivered_s\":%.1f,\"acked_s\":%.1f,\"done_s\":%.1f,\"p50_ms\":%.3f,\"p95_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f,"
    "\"srv_cpu_s\":%.2f,\"gen_cpu_s\":%.2f,\"other_cores\":%.2f%s}\n",
    mode, ph, run, n, el, (unsigned long long)m_sent, (unsigned long long)m_deliv, (unsigned long long)m_acked, (unsigned long long)m_done,
    m_deliv / el, m_acked / el, m_done / el, pct(.5), pct(.95), pct(.99), pct(1), cs_, cm, oth, extra);
  fflush(stdout);
  return m_deliv / el;
}
#endif
