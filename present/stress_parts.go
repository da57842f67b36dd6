package present

import "casus/brief"

func (p *page) stressWorth(x *brief.WorthTable)      {}
func (p *page) stressDrivers(x *brief.Drivers)       {}
func (p *page) stressTipping(x *brief.TippingAnswer) {}
func (p *page) stressStatements(a *brief.Stress)     {}
func (p *page) stressCosts(a *brief.Stress)          {}
func (p *page) stressSweep(a *brief.Stress)          {}
