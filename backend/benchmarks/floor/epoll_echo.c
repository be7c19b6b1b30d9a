/* The floor of every round trip: one read, one write, nothing in between.
 *
 * Sends back whatever arrives, in one thread around epoll. A request head is answered with a bare 101, so that
 * a WebSocket load generator that checks nothing can drive it like a real server; frames come back as they were
 * sent, still masked. Listens on a free port of 127.0.0.1 and prints it. */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#define EVENTS 1024
#define BUFFER (256 * 1024)

static const char UPGRADE[] =
    "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Protocol: ocpp1.6\r\n\r\n";

static void check(int result, const char *what) {
    if (result < 0) {
        perror(what);
        exit(1);
    }
}

static int listen_on_loopback(void) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    check(listener, "socket");
    check(bind(listener, (struct sockaddr *)&address, size), "bind");
    check(listen(listener, 4096), "listen");
    check(getsockname(listener, (struct sockaddr *)&address, &size), "getsockname");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

static void add(int epoll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    check(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), "epoll_ctl");
}

static void welcome(int epoll, int listener) {
    int yes = 1, fd = accept(listener, NULL, NULL);
    if (fd < 0)
        return;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    add(epoll, fd);
}

static void echo(int fd, char *buffer) {
    ssize_t got = read(fd, buffer, BUFFER);
    if (got <= 0) {
        close(fd);
        return;
    }
    if (got >= 4 && memcmp(buffer, "GET ", 4) == 0) {
        got = sizeof UPGRADE - 1;
        memcpy(buffer, UPGRADE, got);
    }
    for (ssize_t sent = 0, wrote; sent < got; sent += wrote) {
        wrote = write(fd, buffer + sent, got - sent);
        if (wrote < 0) {
            close(fd);
            return;
        }
    }
}

int main(void) {
    static char buffer[BUFFER];
    static struct epoll_event events[EVENTS];
    int listener = listen_on_loopback(), epoll = epoll_create1(0);
    check(epoll, "epoll_create1");
    add(epoll, listener);
    for (;;) {
        int ready = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < ready; i++) {
            if (events[i].data.fd == listener)
                welcome(epoll, listener);
            else
                echo(events[i].data.fd, buffer);
        }
    }
}
