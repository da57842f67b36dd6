package brief

import "casus/chain"

const costsTable = "without_us"
const estimatesFactor = "estimates"

type WorthTable struct{}
type Drivers struct{}
type TippingAnswer struct{}
type StatementTable struct{}
type CostsBeside struct{}
type SweepAnswer struct{}

func (p *StressPlan) worth(i int, c *chain.Case)         {}
func (p *StressPlan) drivers(i int, c *chain.Case) error { return nil }
func (p *StressPlan) tipping(i int, c *chain.Case)       {}
func (p *StressPlan) statementTables() error             { return nil }
func (p *StressPlan) costs() error                       { return nil }
func (p *StressPlan) sweep() error                       { return nil }
