package reading

func (s *source) html() (*source, error) { return s, nil }
