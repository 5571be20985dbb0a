// wslimit - the physical limit for WebSocket fan-out on a machine: C epoll server, one write() per receiver and message, one room.
// build: gcc -O2 -o wslimit wslimit.c   run: ulimit -n 20000; taskset -c 0 ./wslimit PORT   then load it with wsload and compare us/deliv
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <netinet/tcp.h>
#include <fcntl.h>
#include <unistd.h>
#include <signal.h>
#include <sys/resource.h>
static int up[70000], live[70000], nl;
int main(int c, char **v) {
  int l = socket(AF_INET, SOCK_STREAM, 0), one = 1;
  struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(atoi(v[1]))};
  inet_pton(AF_INET, "127.0.0.1", &a.sin_addr);
  setsockopt(l, SOL_SOCKET, SO_REUSEADDR, &one, 4);
  struct rlimit rl = {20000, 20000};
  setrlimit(RLIMIT_NOFILE, &rl);
  bind(l, (void *)&a, sizeof a);
  listen(l, 4096);
  signal(13, (void *)1);
  int ep = epoll_create1(0);
  struct epoll_event e = {EPOLLIN, {.fd = l}}, ev[512];
  epoll_ctl(ep, EPOLL_CTL_ADD, l, &e);
  static unsigned char b[65536];
  for (;;) {
    int k = epoll_wait(ep, ev, 512, -1);
    for (int i = 0; i < k; i++) {
      int fd = ev[i].data.fd;
      if (fd == l) {
        int f = accept(l, 0, 0);
        fcntl(f, F_SETFL, O_NONBLOCK);
        setsockopt(f, IPPROTO_TCP, TCP_NODELAY, &one, 4);
        e.data.fd = f;
        epoll_ctl(ep, EPOLL_CTL_ADD, f, &e);
        up[f] = 0;
        continue;
      }
      int n = read(fd, b, sizeof b);
      if (n <= 0) {
        for (int j = 0; j < nl; j++)
          if (live[j] == fd) {
            live[j] = live[--nl];
            break;
          }
        close(fd);
        continue;
      }
      if (!up[fd]) {
        char r[] = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                   "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
        write(fd, r, sizeof r - 1);
        up[fd] = 1;
        live[nl++] = fd;
        continue;
      }
      for (int o = 0; n - o >= 6;) {
        int h = 2, p = b[o + 1] & 127;
        if (p == 126) {
          p = b[o + 2] << 8 | b[o + 3];
          h = 4;
        }
        unsigned char *m = b + o + h, *d = m + 4;
        for (int j = 0; j < p; j++) d[j] ^= m[j & 3];
        unsigned char f[70000];
        f[0] = 0x81;
        int x = 2;
        if (p < 126)
          f[1] = p;
        else {
          f[1] = 126;
          f[2] = p >> 8;
          f[3] = p;
          x = 4;
        }
        memcpy(f + x, d, p);
        o += h + 4 + p;
        for (int j = 0; j < nl; j++)
          if (live[j] != fd) write(live[j], f, x + p);
      }
    }
  }
}
