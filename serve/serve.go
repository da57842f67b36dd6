// Package serve is a face: it answers the questions of the registry as pages,
// as an HTTP API and as tools for assistants, on a loopback address unless told
// otherwise. It decodes, asks and draws; it holds no rule of its own.
//
// [New] makes a server of an archive, [Server.Handler] is all that it answers,
// and [Server.Run] listens until its context ends.
package serve

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"casus"
	"casus/inquiry"
)

// Options bound what a server takes on.
type Options struct {
	Addr string // host and port; the host must be a loopback unless Public
	// Public allows another address than the loopback. There is no login: who
	// reaches the address can ask.
	Public bool
	// Hosts are further names under which the server may be called, beside the
	// address itself and localhost.
	Hosts []string
	// Origin, where set, may read the API from its pages (CORS).
	Origin  string
	Workers int // questions worked on at once; 0: one for each processor
	Timeout time.Duration
	Log     *slog.Logger
}

// Limits that no option changes.
const (
	maxBody    = 1 << 20 // of a request, in bytes
	maxQuery   = 8 << 10
	maxBatch   = 1000 // questions in one batch
	maxWaiting = 256  // questions that wait for a worker
)

// Server answers over HTTP. It is safe for use by several goroutines.
type Server struct {
	arc     *inquiry.Archive
	opt     Options
	log     *slog.Logger
	etag    string // of the facts, the treaties and the version
	slots   chan struct{}
	waiting atomic.Int64
	metrics *metrics
	ready   atomic.Bool
	handler http.Handler
}

// New makes a server. The error is an [*casus.InputError] for an address that
// is not allowed.
func New(arc *inquiry.Archive, opt Options) (*Server, error) {
	if opt.Addr == "" {
		opt.Addr = "127.0.0.1:8080"
	}
	if err := checkAddr(opt.Addr, opt.Public); err != nil {
		return nil, err
	}
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Timeout <= 0 {
		opt.Timeout = 30 * time.Second
	}
	if opt.Log == nil {
		opt.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{arc: arc, opt: opt, log: opt.Log, slots: make(chan struct{}, opt.Workers), metrics: newMetrics()}
	s.etag = fingerprint(arc)
	s.handler = s.guard(s.routes())
	s.ready.Store(true)
	return s, nil
}

// checkAddr refuses an address that others could reach unless that is wanted.
func checkAddr(addr string, public bool) error {
	host, port, err := net.SplitHostPort(addr)
	if err != nil || port == "" {
		return &casus.InputError{Field: "addr", Msg: "no address " + casus.Quoted(addr), Hint: "host and port, as 127.0.0.1:8080"}
	}
	if public || host == "localhost" {
		return nil
	}
	if ip, err := netip.ParseAddr(host); err != nil || !ip.IsLoopback() {
		return &casus.InputError{Field: "addr", Msg: fmt.Sprintf("%s is not a loopback address: others could reach it, and there is no login", casus.Quoted(addr)),
			Hint: "--public allows it; 127.0.0.1:8080 is for this machine alone"}
	}
	return nil
}

// Handler answers every request.
func (s *Server) Handler() http.Handler { return s.handler }

// Run listens until the context ends, then lets what is under way finish for a
// few seconds. told is called with the address once it listens.
func (s *Server) Run(ctx context.Context, told func(addr string)) error {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.opt.Addr)
	if err != nil {
		return &casus.InputError{Field: "addr", Msg: fmt.Sprintf("cannot listen on %s: %v", s.opt.Addr, err), Hint: "--addr takes another port; :0 takes a free one"}
	}
	web := &http.Server{
		Handler: s.handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 15 * time.Second, WriteTimeout: s.opt.Timeout + 15*time.Second,
		IdleTimeout: 60 * time.Second, MaxHeaderBytes: 16 << 10, BaseContext: func(net.Listener) context.Context { return ctx },
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
	if told != nil {
		told(l.Addr().String())
	}
	done := make(chan error, 1)
	go func() { done <- web.Serve(l) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
	}
	s.ready.Store(false)
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	err = web.Shutdown(end)
	if errors.Is(err, context.DeadlineExceeded) {
		err = web.Close()
	}
	<-done
	return err
}

// fingerprint names what answers hang on, for caches: version, facts and treaties.
func fingerprint(arc *inquiry.Archive) string {
	v := arc.Provenance()
	parts := []string{v.Version}
	for _, n := range arc.Facts.Names() {
		if t, err := arc.Facts.Table(n); err == nil {
			parts = append(parts, t.Used().SHA256[:8])
		}
	}
	for _, f := range v.Facts {
		parts = append(parts, f.SHA256)
	}
	return shortHash(strings.Join(parts, " "))
}

// requestID gives an id that stands in the log and in the answer.
func requestID() string {
	var b [8]byte
	rand.Read(b[:]) //nolint:errcheck // never fails
	return hex.EncodeToString(b[:])
}

// work runs f when a worker is free; it gives up when the request does, or when
// too many wait.
func (s *Server) work(ctx context.Context, f func(ctx context.Context) error) error {
	if s.waiting.Add(1) > maxWaiting {
		s.waiting.Add(-1)
		return errBusy
	}
	defer s.waiting.Add(-1)
	ctx, cancel := context.WithTimeout(ctx, s.opt.Timeout)
	defer cancel()
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-ctx.Done():
		return ctx.Err()
	}
	return f(ctx)
}

var errBusy = errors.New("too many questions wait")
