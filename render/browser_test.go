package render_test

import (
	"context"
	"image"
	_ "image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestBrowser opens a page in a real browser, narrow as a telephone and wide as a
// desk: it complains of nothing, and something is drawn.
func TestBrowser(t *testing.T) {
	browser, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("SKIPPED, NO PAGE WAS OPENED: no chromium; Debian's package of that name has it")
	}
	dir := t.TempDir()
	page := filepath.Join(dir, "brief.html")
	if err := os.WriteFile(page, []byte(briefHTML(t)), 0o644); err != nil {
		t.Fatal(err)
	}
	for name, size := range map[string]string{"narrow": "390,2400", "wide": "1200,2400"} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			shot := filepath.Join(dir, name+".png")
			cmd := exec.CommandContext(ctx, browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--enable-logging=stderr",
				"--user-data-dir="+filepath.Join(dir, name), "--window-size="+size, "--screenshot="+shot, "file://"+page)
			log, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatalf("%v\n%s", err, log)
			}
			for _, line := range strings.Split(string(log), "\n") {
				if strings.Contains(line, "CONSOLE") {
					t.Errorf("the browser says: %s", line)
				}
			}
			f, err := os.Open(shot)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			img, _, err := image.Decode(f)
			if err != nil {
				t.Fatal(err)
			}
			colours := map[[3]uint32]bool{}
			for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y += 3 {
				for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x += 3 {
					r, g, b, _ := img.At(x, y).RGBA()
					colours[[3]uint32{r, g, b}] = true
				}
			}
			if len(colours) < 20 {
				t.Errorf("%d colours: the page is as good as empty", len(colours))
			}
		})
	}
}
