package export

import (
	"testing"

	"casus/history/historytest"
)

func TestMain(m *testing.M) { historytest.Main(m) }
