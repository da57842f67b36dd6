package serve

import (
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
)

func shortHash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:8])
}

// policy lets a page use this server's own style and script and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; " +
	"base-uri 'none'; form-action 'self'; frame-ancestors 'self'"

type idKey struct{}

// guard stands before every route: it refuses what was not meant for this
// server, bounds what comes in, says what may be done with what goes out, and
// notes it.
func (s *Server) guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		id := requestID()
		out := &recorder{ResponseWriter: w}
		h := out.Header()
		h.Set("X-Request-Id", id)
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
		r = r.WithContext(context.WithValue(r.Context(), idKey{}, id))
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v)
				}
				s.log.Error("a fault of the program", "id", id, "path", r.URL.Path, "fault", fmt.Sprint(v), "stack", string(debug.Stack()))
				if !out.began {
					s.problem(out, r, http.StatusInternalServerError, "fault", "a fault of the program; the log has it under the request's id", "")
				}
			}
			took := time.Since(began)
			s.metrics.note(r.Pattern, out.status(), took)
			s.log.LogAttrs(r.Context(), slog.LevelInfo, "answered", slog.String("id", id), slog.String("method", r.Method), slog.String("path", r.URL.Path),
				slog.Int("status", out.status()), slog.Int64("bytes", out.bytes), slog.Duration("took", took))
		}()
		if code, why := s.refuse(r); code != 0 {
			s.problem(out, r, code, "refused", why, "")
			return
		}
		r.Body = http.MaxBytesReader(out, r.Body, maxBody)
		s.cors(out, r)
		if r.Method == http.MethodOptions && s.opt.Origin != "" {
			out.WriteHeader(http.StatusNoContent)
			return
		}
		if !strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") {
			next.ServeHTTP(out, r)
			return
		}
		h.Add("Vary", "Accept-Encoding")
		z := &zipped{ResponseWriter: out}
		defer z.close()
		next.ServeHTTP(z, r)
	})
}

// refuse says why a request is not answered at all, 0 where it is. A name that
// is not this server's own is a page elsewhere that had its name resolve to this
// machine; a foreign origin is a page elsewhere that would write here.
func (s *Server) refuse(r *http.Request) (code int, why string) {
	if len(r.URL.RawQuery) > maxQuery {
		return http.StatusRequestURITooLong, fmt.Sprintf("the query has %d bytes; at most %d are read", len(r.URL.RawQuery), maxQuery)
	}
	if !s.ours(r.Host) {
		return http.StatusMisdirectedRequest, "this server is not called by that name"
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions {
		return 0, ""
	}
	if o := r.Header.Get("Origin"); o != "" && o != s.opt.Origin {
		if u, err := url.Parse(o); err != nil || !s.ours(u.Host) {
			return http.StatusForbidden, "a page of another origin may not write here"
		}
	}
	if f := r.Header.Get("Sec-Fetch-Site"); f == "cross-site" && r.Header.Get("Origin") != s.opt.Origin {
		return http.StatusForbidden, "a page of another origin may not write here"
	}
	return 0, ""
}

// ours reports whether a host is one under which the server may be called.
func (s *Server) ours(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(strings.ToLower(name), "[]")
	own, _, _ := net.SplitHostPort(s.opt.Addr)
	return name == "localhost" || name == own || slices.Contains(s.opt.Hosts, name) || net.ParseIP(name).IsLoopback()
}

// cors lets the one origin that was named read the API.
func (s *Server) cors(w http.ResponseWriter, r *http.Request) {
	if o := r.Header.Get("Origin"); o != "" && o == s.opt.Origin {
		w.Header().Set("Access-Control-Allow-Origin", o)
		w.Header().Set("Access-Control-Allow-Headers", "Content-Type")
		w.Header().Set("Cross-Origin-Resource-Policy", "cross-origin")
		w.Header().Add("Vary", "Origin")
	}
}

// recorder notes what was answered.
type recorder struct {
	http.ResponseWriter
	code  int
	bytes int64
	began bool
}

func (w *recorder) WriteHeader(code int) {
	if !w.began {
		w.code, w.began = code, true
		w.ResponseWriter.WriteHeader(code)
	}
}

func (w *recorder) Write(b []byte) (int, error) {
	w.WriteHeader(http.StatusOK)
	n, err := w.ResponseWriter.Write(b)
	w.bytes += int64(n)
	return n, err
}

func (w *recorder) status() int {
	if w.code == 0 {
		return http.StatusOK
	}
	return w.code
}

// Unwrap lets a stream flush and set deadlines.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// zipped compresses what is text and not small.
type zipped struct {
	http.ResponseWriter
	z      *gzip.Writer
	chosen bool
}

var zippers = sync.Pool{New: func() any { z, _ := gzip.NewWriterLevel(io.Discard, 5); return z }}

func (w *zipped) choose(first int) {
	if w.chosen {
		return
	}
	w.chosen = true
	h := w.Header()
	t := h.Get("Content-Type")
	if first < 512 || h.Get("Content-Encoding") != "" || strings.HasPrefix(t, "text/event-stream") || strings.HasPrefix(t, "image/png") {
		return
	}
	h.Set("Content-Encoding", "gzip")
	h.Del("Content-Length")
	w.z = zippers.Get().(*gzip.Writer)
	w.z.Reset(w.ResponseWriter)
}

func (w *zipped) WriteHeader(code int) {
	if code == http.StatusNotModified || code == http.StatusNoContent {
		w.chosen = true
	} else {
		w.choose(512)
	}
	w.ResponseWriter.WriteHeader(code)
}

func (w *zipped) Write(b []byte) (int, error) {
	w.choose(len(b))
	if w.z != nil {
		return w.z.Write(b)
	}
	return w.ResponseWriter.Write(b)
}

func (w *zipped) close() {
	if w.z != nil {
		w.z.Close() //nolint:errcheck // the client has gone where it fails
		zippers.Put(w.z)
	}
}

// Unwrap lets a stream flush and set deadlines.
func (w *zipped) Unwrap() http.ResponseWriter { return w.ResponseWriter }
